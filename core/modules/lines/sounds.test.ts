import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { openPhones, type Phones } from '../../../test/support/phones.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import { readWav, writeWav } from '../../platform/files/sound/wav.ts'
import type { Sound } from '../../plugin/index.ts'
import { houseFile, houseSounds } from './house-sound.ts'
import { placeSounds, soundUrls } from './index.ts'
import { makeFlow, saveFlow, storedFlow } from './service/flows.ts'
import { draftOf } from './editor/draft.ts'
import { addSound, removeSound, renameSound, replaceSound, restoreSound } from './service/sounds.ts'
import { findSound } from './store/sounds.ts'

/** A tone of 440 Hz as a browser records it. */
function tone(seconds: number, rate = 48_000): Buffer {
  const samples = Float32Array.from(
    { length: seconds * rate },
    (_, at) => Math.sin((at * 440 * 2 * Math.PI) / rate) / 2,
  )
  return writeWav({ samples, rate })
}

describe('What the house says', () => {
  it('is sound that every exchange plays, and not much of it', async () => {
    let bytes = 0
    for (const key of houseSounds) {
      const wav = await readFile(houseFile(key))
      bytes += wav.length
      assert.deepEqual([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)], [1, 8000, 16], key)
      const sound = readWav(wav)
      assert.ok(sound && sound.samples.some((sample) => Math.abs(sample) > 0.2), key)
      assert.ok(
        sound.samples.every((sample) => Math.abs(sample) < 0.99),
        key,
      )
    }
    assert.ok(bytes < 2.5 * 1024 * 1024)
  })

  it('of a place in the queue is what a Chinese ear expects', () => {
    const said = (place: { position: number; seconds?: number }) =>
      placeSounds((ref) => ({ url: 'house' in ref ? ref.house : '' }), place).map((sound: Sound) =>
        'url' in sound ? sound.url : sound.tone,
      )
    const [ahead, people, about, minutes] = ['place-ahead', 'place-people', 'wait-about', 'wait-minutes']
    assert.deepEqual(said({ position: 1 }), ['place-next'])
    assert.deepEqual(said({ position: 3, seconds: 20 }), [ahead, 'number-both', people, 'wait-soon'])
    assert.deepEqual(said({ position: 4, seconds: 300 }), [
      ahead,
      'number-3',
      people,
      about,
      'number-5',
      minutes,
    ])
    assert.deepEqual(said({ position: 13, seconds: 1200 }), [
      ahead,
      'number-10',
      'number-2',
      people,
      about,
      'number-2',
      'number-10',
      minutes,
    ])
    assert.deepEqual(said({ position: 500 }), [ahead, 'number-9', 'number-10', 'number-9', people])
  })
})

eachDatabase('Sounds of the clinic', ({ create }) => {
  let house: Phones
  before(async () => void (house = await openPhones((await create()).options)))
  after(() => house.stop())

  const urlOf = async (ref: Parameters<Awaited<ReturnType<typeof soundUrls>>>[0]) => {
    const sound = (await soundUrls(house.app, house.url))(ref)
    return 'url' in sound ? sound.url : sound.tone
  }

  it('are kept as an exchange plays them, whatever the browser recorded', async () => {
    const { app, admin } = house
    const { id, ms } = await addSound(app, admin, { name: '欢迎语', data: tone(2) })
    assert.equal(ms, 2000)
    const answer = await fetch(await urlOf({ sound: id }))
    assert.equal(answer.headers.get('content-type'), 'audio/wav')
    const heard = readWav(Buffer.from(await answer.arrayBuffer()))
    assert.deepEqual([heard?.rate, heard?.samples.length], [8000, 16_000])
  })

  it('are refused where they are no sound, too long, or nameless', async () => {
    const add = (name: string, data: Buffer) => addSound(house.app, house.admin, { name, data })
    const fault = (message: string) => (error: unknown) =>
      error instanceof Invalid && error.faults[0]?.message === message
    await assert.rejects(add('x', Buffer.from('not a sound')), fault('lines.sounds.unreadable'))
    await assert.rejects(add('x', writeWav({ samples: new Float32Array(0), rate: 8000 })), Invalid)
    await assert.rejects(add('x', tone(301, 8000)), fault('lines.sounds.long'))
    await assert.rejects(add(' ', tone(1)), fault('errors.fault.required'))
  })

  it('are given to whoever has the address, in parts too, and to nobody who guesses', async () => {
    const url = await urlOf({ house: 'greeting' })
    const part = await fetch(url, { headers: { range: 'bytes=0-3' } })
    assert.deepEqual([part.status, await part.text()], [206, 'RIFF'])
    const forged = [
      url.replace(/s=.*/, ''),
      url.replace(/s=.*/, 's=AAAAAAAAAAAAAAAAAAAAAAAA'),
      url.replace('greeting', 'notice'),
      url.replace('house-greeting', 'house-..%2f..%2findex'),
    ]
    for (const address of forged) assert.equal((await fetch(address)).status, 404, address)
  })

  it('stand for those of the house, until the clinic wants the old ones back', async () => {
    const { app, admin } = house
    const before = await urlOf({ house: 'notice' })
    const first = await addSound(app, admin, { name: '录音告知', data: tone(1), key: 'notice' })
    const second = await addSound(app, admin, { name: '录音告知', data: tone(2), key: 'notice' })
    assert.ok((await urlOf({ house: 'notice' })).includes(second.uid))
    await removeSound(app, admin, second.id)
    assert.equal(await urlOf({ house: 'notice' }), before)
    await restoreSound(app, admin, second.id)
    assert.ok((await urlOf({ house: 'notice' })).includes(second.uid))
    await assert.rejects(restoreSound(app, admin, first.id), Conflict)
  })

  it('change their address when they are replaced, so that no exchange says the old one', async () => {
    const { app, admin } = house
    const { id } = await addSound(app, admin, { name: '活动', data: tone(1) })
    const before = await urlOf({ sound: id })
    await replaceSound(app, admin, id, tone(3))
    await renameSound(app, admin, id, '三月活动')
    assert.notEqual(await urlOf({ sound: id }), before)
    const { name, ms } = (await findSound(app.db, id)) ?? {}
    assert.deepEqual([name, ms], ['三月活动', 3000])
    assert.equal((await fetch(before)).status, 404)
  })

  it('stay while a menu says them, and calls in progress hear what was removed', async () => {
    const { app, admin } = house
    const { id } = await addSound(app, admin, { name: '春节', data: tone(1) })
    const flowId = await makeFlow(app, admin, 'zh-CN')
    const { name, flow, version } = await storedFlow(app.db, flowId)
    const draft = draftOf(name, flow)
    await saveFlow(app, admin, flowId, { draft: { ...draft, greeting: `sound:${id}` }, version })
    await assert.rejects(removeSound(app, admin, id), Conflict)
    await saveFlow(app, admin, flowId, { draft, version: version + 1 })
    await removeSound(app, admin, id)
    assert.equal((await fetch(await urlOf({ sound: id }))).status, 200)
    await assert.rejects(renameSound(app, admin, id, '夏天'), NotFound)
    assert.equal(await urlOf({ sound: 99 }), 'beep')
  })
})
