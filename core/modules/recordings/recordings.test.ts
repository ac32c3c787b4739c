import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { createExchange, signedIn, testApp, type TestApp } from '../../testing/index.ts'
import type { Viewer } from '../../module.ts'
import { insertId, transaction } from '../../platform/db/index.ts'
import { writeWav } from '../../platform/files/sound/wav.ts'
import { addChannel } from '../channels/index.ts'
import { erasePeople, filesOfPeople } from '../housekeeping/index.ts'
import { recordingBegun, recordingEnded, recordingPaused } from './index.ts'
import { saveRules } from './rules.ts'
import { listensOf } from './store/listens.ts'
import { recordingByUid } from './store/recordings.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const day = 24 * 3_600_000

eachDatabase('Recordings', ({ create }) => {
  const { exchange, plugin } = createExchange()
  let test: TestApp
  let hao: Viewer
  let channelId: number
  before(async () => {
    test = await testApp({ database: (await create()).options, plugins: [plugin] })
    hao = await test.as('hao')
    channelId = await addChannel(test.app, admin, {
      plugin: 'exchange',
      kind: 'board',
      name: '前台',
      settings: { name: 'a' },
    })
    await test.drain()
    exchange.wav = writeWav({
      samples: Float32Array.from({ length: 16_000 }, (_, at) => Math.sin(at / 4) / 2),
      rate: 8000,
    })
  })
  after(() => test.stop())

  const now = () => test.clock.now().toISOString()
  const get = (url: string, viewer: Viewer, headers = {}) =>
    test.server.inject({ url, headers, auth: signedIn(viewer) })

  /** A call of hao's, recorded and over. Answers the uid of the recording. */
  async function recorded(name: string, { ok = true } = {}) {
    const { db } = test.app
    const call = { uid: name, channel_id: channelId, direction: 'in', purpose: 'inbound', number: '' }
    const callId = await insertId(db, 'call', {
      ...call,
      state: 'ended',
      started_at: now(),
      agent_id: hao.agentId,
    })
    exchange.floor.tapes.set(name, { id: name, of: { room: 'r' }, state: 'finished', voices: new Set() })
    await transaction(db, (trx) =>
      recordingBegun(trx, { callId, name, kind: 'call', announced: true }, now()),
    )
    await transaction(db, (trx) => recordingPaused(trx, name, true, now()))
    test.clock.pass(5)
    await transaction(db, (trx) => recordingEnded(trx, name, ok, now()))
    await test.drain()
    const { uid } = await db('recording').where({ name }).first('uid')
    return String(uid)
  }

  it('are fetched, made small, sealed with a sum, and forgotten by the exchange', async () => {
    const kept = await recordingByUid(test.app.db, await recorded('call-1'))
    assert.equal(kept?.state, 'kept')
    assert.equal(kept.ms, 2000)
    assert.equal(kept.pauses[0]?.[1], kept.endedAt)
    assert.ok(kept.peaks.every((peak) => peak > 100))
    const file = kept.file ? await test.app.files.find(test.app.db, kept.file) : undefined
    assert.equal(kept.sha256, file?.sha256)
    assert.equal(exchange.tape('call-1'), undefined)
  })

  it('sound by ranges to whoever had the call, who is noted down, and to nobody else of no leave', async () => {
    const uid = await recorded('call-2')
    const sound = await get(`/recordings/${uid}/sound`, hao, { range: 'bytes=0-3' })
    assert.deepEqual([sound.statusCode, sound.payload], [206, 'OggS'])
    const whole = await get(`/recordings/${uid}/sound`, hao)
    const { sha256, id } = (await recordingByUid(test.app.db, uid)) ?? {}
    assert.equal(createHash('sha256').update(whole.rawPayload).digest('hex'), sha256)
    assert.equal((await get(`/recordings/${uid}/sound`, await test.as('yun'))).statusCode, 404)
    assert.deepEqual(
      (await listensOf(test.app.db, id ?? 0)).map(({ agentId }) => agentId),
      [hao.agentId],
    )
  })

  it('that the exchange does not have are lost, and say so', async () => {
    const failed = await recordingByUid(test.app.db, await recorded('call-3', { ok: false }))
    assert.deepEqual([failed?.state, failed?.reason], ['lost', 'failed'])
  })

  it('go when their time is over, and no earlier', async () => {
    await assert.rejects(saveRules(test.app, admin, { days: 29 }))
    await saveRules(test.app, admin, { days: 30 })
    const uid = await recorded('call-4')
    const expire = async () => {
      await test.app
        .db('job')
        .insert({ name: 'recording.expire', payload: '{}', due_at: now(), created_at: now() })
      await test.drain()
      return (await recordingByUid(test.app.db, uid))?.state
    }
    test.clock.pass((29 * day) / 1000)
    assert.equal(await expire(), 'kept')
    test.clock.pass((2 * day) / 1000)
    assert.equal(await expire(), 'erased')
    assert.equal((await get(`/recordings/${uid}/sound`, hao)).statusCode, 404)
  })

  it('go with their customer', async () => {
    const { db } = test.app
    const recording = await recordingByUid(db, await recorded('call-5'))
    const personId = await insertId(db, 'person', { created_at: now() })
    await db('call').where({ id: recording?.callId }).update({ person_id: personId })
    await addTask(personId)
    assert.deepEqual(await filesOfPeople(db, [personId]), [recording?.file])
    await transaction(db, (trx) => erasePeople(trx, [personId], now()))
    assert.deepEqual(await db('recording').where({ name: 'call-5' }), [])
    assert.deepEqual(await db('task'), [])
  })

  const addTask = (person_id: number) =>
    test.app
      .db('task')
      .insert({ kind: 'callback', person_id, reason: 'missed', due_at: now(), created_at: now() })
})
