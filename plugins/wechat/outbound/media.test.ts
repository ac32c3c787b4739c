import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Outgoing } from 'qiantai/plugin'
import { film, picture, recording } from '../simulator/testing/files.ts'
import { type Clinic, rehearse } from '../testing/clinic.ts'

type File = Outgoing['files'][number]

for (const kind of ['official', 'kefu'] as const)
  describe(`Files of a rehearsed account: ${kind}`, () => {
    let clinic: Clinic<typeof kind>
    before(async () => {
      clinic = await rehearse(kind)
      await clinic.provider.phone.act({ type: kind === 'kefu' ? 'enter' : 'follow' })
      await clinic.provider.phone.act({ type: 'say', text: '您好' })
      await clinic.settle()
    })
    after(() => clinic.stop())

    const lines = () => clinic.provider.phone.show().lines
    const shown = (id = '') => clinic.provider.phone.media(id)

    async function newest(): Promise<File & { kind: Outgoing['kind'] }> {
      const message = await clinic.app
        .db('message')
        .where({ direction: 'in' })
        .orderBy('id', 'desc')
        .first('id', 'kind')
      const file = await clinic.app
        .db('file')
        .join('message_file', 'message_file.file_id', 'file.id')
        .where({ message_id: message.id })
        .first('uid', 'name', 'mime', 'size')
      return { path: '', ...file, kind: message.kind }
    }

    async function send(kind: Outgoing['kind'], file: File) {
      const to = clinic.provider.phone.id
      const uid = crypto.randomUUID()
      const message: Outgoing = { uid, to, kind, text: '', files: [file], attempt: 1 }
      await clinic.open.send?.(message, new AbortController().signal)
      await clinic.settle()
    }

    it('a picture comes in, and goes out as one that the platform takes', async () => {
      await clinic.provider.phone.act({ type: 'picture', name: 'skin.png', data: await picture() })
      await clinic.settle()
      const file = await newest()
      assert.deepEqual([file.kind, file.mime.split('/')[0]], ['image', 'image'])
      await send('image', file)
      assert.match(shown(lines().at(-1)?.pictures?.[0])?.mime ?? '', /^image\//)
    })

    it('a recording comes in playable, and goes out as AMR', async () => {
      await clinic.provider.phone.act({ type: 'voice', name: 'voice.wav', data: recording() })
      await clinic.settle()
      const file = await newest()
      assert.equal(file.kind, 'voice')
      assert.notEqual(file.mime, 'audio/amr')
      await send('voice', file)
      assert.ok(lines().at(-1)?.sound)
      assert.equal(lines().at(-1)?.from, 'clinic')
    })

    it('a film goes out with a picture before it', async () => {
      const data = Buffer.concat([film, Buffer.from('hdlr\0\0\0\0\0\0\0\0vide')])
      const stored = await clinic.channel.upload(clinic.provider.phone.id, { name: 'film.mp4', data })
      await send('video', { ...stored, path: '' })
      assert.equal(lines().at(-1)?.from, 'clinic')
    })
  })
