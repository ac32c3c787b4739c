import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { eachDatabase } from '../../../test/support/databases.ts'
import { migrations } from '../../../migrations/index.ts'
import { Invalid } from '../../errors.ts'
import { connect, migrate, type Db } from '../db/index.ts'
import * as corpus from './corpus.ts'
import { createFiles, type Files } from './index.ts'
import { writeWav } from './sound/wav.ts'

let folder: string
let files: Files
let db: Db

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qiantai-files-'))
  db = await connect({})
  await migrate(db, { owner: 'core', migrations })
  files = filesOn(db)
})
after(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

eachDatabase('A file', ({ open }) => {
  it('is kept under a random name, and found again', async () => {
    const db = await open()
    const files = filesOn(db)
    const file = await files.put({ owner: 'identity:12', name: '脸部.jpg', data: await corpus.photo() })
    assert.deepEqual(await files.find(db, file.uid), file)
    assert.match(file.uid, /^[0-9a-f]{32}$/)
    assert.equal(files.path(file), join(folder, file.uid.slice(0, 2), file.uid))
    assert.equal((await stat(files.path(file))).mode & 0o777, 0o600)
    assert.equal((await readFile(files.path(file))).length, file.size)
  })

  it('is removed with its thumbnail', async () => {
    const db = await open()
    const files = filesOn(db)
    const file = await files.put({ owner: 'agent:3', name: 'photo.jpg', data: await corpus.photo() })
    await files.remove(file.uid)
    assert.equal(await files.find(db, file.uid), undefined)
    await assert.rejects(stat(files.path(file)))
    await assert.rejects(stat(files.path(file, 'thumbnail')))
  })
})

describe('An image', () => {
  it('is turned the right way up and does not tell where it was made', async () => {
    const file = await put('photo.jpg', await corpus.photo())
    const { exif, orientation } = await sharp(files.path(file)).metadata()
    assert.equal(exif, undefined)
    assert.equal(orientation, undefined)
    assert.deepEqual([file.width, file.height], [300, 600])
  })

  it('gets a thumbnail of 320 pixels of the same type', async () => {
    const file = await put('photo.jpg', await corpus.photo())
    const thumbnail = await sharp(files.path(file, 'thumbnail')).metadata()
    assert.deepEqual([thumbnail.width, thumbnail.height, thumbnail.format], [160, 320, 'jpeg'])
  })

  it('keeps moving if it moved', async () => {
    const file = await put('wave.gif', await corpus.animation())
    const { pages, pageHeight } = await sharp(files.path(file), { animated: true }).metadata()
    assert.deepEqual([pages, pageHeight, file.height], [3, 20, 20])
  })

  it('is drawn anew, so that nothing hides behind its pixels', async () => {
    const file = await put('both.gif', corpus.polyglot())
    assert.equal((await readFile(files.path(file))).includes('alert'), false)
  })
})

describe('Whatever comes', () => {
  it('is kept as what it is, be it a voice note, a video or a paper', async () => {
    for (const [name, data, mime] of corpus.welcome()) {
      const file = await put(name, data)
      assert.deepEqual([file.name, file.mime, file.size], [name, mime, data.length])
      assert.equal(files.path(file, 'thumbnail'), files.path(file))
    }
  })

  for (const [title, name, make, reason] of corpus.hostile()) {
    it(`is refused when it is ${title}`, async () => {
      await assert.rejects(put(name, await make()), faulty(reason))
    })
  }

  it('is refused when it is larger than its kind may be', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(20 * 1024 * 1024)])
    await assert.rejects(put('long.pdf', pdf), faulty('tooLarge.document'))
  })

  it('is refused where a place does not allow its kind', async () => {
    const upload = {
      owner: 'agent:3',
      name: 'cv.pdf',
      data: Buffer.from('%PDF-1.7\n'),
      kinds: ['image' as const],
    }
    await assert.rejects(files.put(upload), faulty('type'))
  })

  it('leaves nothing on the disk when it is refused', async () => {
    const before = await readdir(folder, { recursive: true })
    await assert.rejects(put('bomb.png', corpus.bomb()))
    assert.deepEqual(await readdir(folder, { recursive: true }), before)
  })

  it('gets a clean name with the extension of what it is', async () => {
    for (const [given, kept] of corpus.names) {
      assert.equal((await put(given, await corpus.dot())).name, kept)
    }
    const long = await put(`${'长'.repeat(400)}.png`, await corpus.dot())
    assert.ok(Array.from(long.name).length <= 255 && long.name.endsWith('.png'))
  })
})

function filesOn(db: Db): Files {
  return createFiles({ db, folder, clock: () => new Date('2026-03-04T05:06:07Z') })
}

function put(name: string, data: Buffer) {
  return files.put({ owner: 'identity:12', name, data })
}

function faulty(reason: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Invalid)
    assert.deepEqual(error.faults, [{ field: 'file', message: `common.file.${reason}` }])
    return true
  }
}

describe('A file for a provider', () => {
  const fit = { types: ['image/jpeg', 'image/png'], bytes: 50_000 }

  it('is left as it is where it fits', async () => {
    const file = await put('photo.jpg', await corpus.photo())
    const fitted = await files.fit(file, { types: ['image/png', 'image/jpeg'], bytes: 10_000_000 })
    assert.ok('data' in fitted)
    assert.deepEqual(fitted.data, await readFile(files.path(file)))
    assert.equal(fitted.mime, 'image/jpeg')
  })

  it('is a smaller picture, of a type that is taken', async () => {
    const noise = { width: 900, height: 900, noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } }
    const large = await sharp({ create: { ...noise, channels: 3, background: '#fff' } })
      .webp({ lossless: true })
      .toBuffer()
    const file = await put('camera.webp', large)
    const fitted = await files.fit(file, fit)
    assert.ok('data' in fitted)
    assert.ok(fitted.data.length <= 50_000)
    assert.equal(fitted.name, 'camera.jpg')
    assert.equal((await sharp(fitted.data).metadata()).format, 'jpeg')
    assert.deepEqual(await files.fit(file, { ...fit, bytes: 100 }), { misfit: 'size' })
  })

  it('is a voice note as phones record it, no longer than allowed', async () => {
    const samples = Float32Array.from({ length: 16_000 * 3 }, (_, at) => Math.sin(at / 20) / 2)
    const file = await put('voice.wav', writeWav({ samples, rate: 16_000 }))
    assert.equal(file.duration, 3)
    const voice = { types: ['audio/amr'], bytes: 2_000_000, seconds: 60 }
    const fitted = await files.fit(file, voice)
    assert.ok('data' in fitted)
    assert.deepEqual([fitted.name, fitted.mime], ['voice.amr', 'audio/amr'])
    assert.ok(Math.abs((fitted.seconds ?? 0) - 3) < 0.1)
    assert.deepEqual(await files.fit(file, { ...voice, seconds: 2 }), { misfit: 'length' })
    const again = await put('voice.amr', fitted.data)
    assert.deepEqual([again.name, again.mime, again.duration], ['voice.wav', 'audio/wav', 3])
  })

  it('is refused where nobody here can turn it into what is taken', async () => {
    const file = await put('price list.pdf', Buffer.from('%PDF-1.7\n%%EOF'))
    assert.deepEqual(await files.fit(file, fit), { misfit: 'type' })
  })
})
