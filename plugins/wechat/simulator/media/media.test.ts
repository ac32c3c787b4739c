import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { simulateKefu, simulateOfficial } from '../index.ts'
import { toAmr } from '../recording/amr.ts'
import { writeWav } from '../recording/wav.ts'
import { rehearse } from '../testing/clinic.ts'
import { film, picture, recording } from '../testing/files.ts'
import { upload } from '../testing/uploads.ts'

const kilobyte = 1024
const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(64)])
const jpeg = (size: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(size - 4)])

describe('Media', () => {
  let official: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  let kefu: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateKefu>>>>>
  const put = async (stage: typeof official | typeof kefu, type: string, data: Buffer, name = 'file') =>
    (await upload(stage.url, stage.simulator.settings, { type, data, name })).errcode ?? 0

  before(async () => {
    official = await rehearse(simulateOfficial)
    kefu = await rehearse(simulateKefu)
  })
  after(() => Promise.all([official.stop(), kefu.stop()]))

  it('of a public account are pictures, recordings, films and small covers', async () => {
    const amr = (await toAmr(recording())) ?? assert.fail()
    assert.equal(await put(official, 'image', await picture()), 0)
    assert.equal(await put(official, 'voice', amr), 0)
    assert.equal(await put(official, 'voice', mp3), 0)
    assert.equal(await put(official, 'video', film), 0)
    assert.equal(await put(official, 'thumb', jpeg(64 * kilobyte)), 0)
    assert.equal(await put(official, 'file', mp3), 40004)
  })

  it('are refused where they are of another kind or too large', async () => {
    assert.equal(await put(official, 'image', recording()), 40005)
    assert.equal(await put(official, 'voice', recording()), 40005)
    assert.equal(await put(official, 'image', jpeg(10 * kilobyte * kilobyte + 1)), 40009)
    assert.equal(await put(official, 'thumb', jpeg(64 * kilobyte + 1)), 40012)
    const minute = (await toAmr(writeWav(new Float32Array(8000 * 61), 8000))) ?? assert.fail()
    assert.equal(await put(official, 'voice', minute), 45007)
  })

  it('of WeCom are recordings in AMR alone, and any file', async () => {
    assert.equal(await put(kefu, 'voice', mp3), 40005)
    assert.equal(await put(kefu, 'file', Buffer.from('price list')), 0)
    assert.equal(await put(kefu, 'file', Buffer.from('tiny')), 45001)
    assert.equal(await put(kefu, 'thumb', jpeg(100)), 40004)
  })
})
