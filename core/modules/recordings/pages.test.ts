import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { insertId } from '../../platform/db/index.ts'
import { createExchange, signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { addChannel } from '../channels/index.ts'
import { findOrMakeIdentities } from '../people/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const uid = 'a'.repeat(32)

describe('The library of recordings', () => {
  let test: TestApp
  let lin: Viewer
  before(async () => {
    test = await testApp({ plugins: [createExchange().plugin] })
    lin = await test.as('lin')
  })
  after(() => test.stop())

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })

  it('is closed to agents, and teaches where there is none', async () => {
    assert.equal((await get('/recordings', await test.as('hao'))).statusCode, 403)
    assert.match((await get('/recordings')).payload, /class="empty"/)
  })

  it('masks numbers, and finds by agent, length and day', async () => {
    await seed(test, lin.agentId)
    const { payload } = await get('/recordings')
    assert.match(payload, /139\*\*\*\*9000/)
    assert.doesNotMatch(payload, /13900139000/)
    for (const [query, isThere] of [
      [`agent=${lin.agentId}`, true],
      ['agent=999', false],
      ['longer=61', false],
      ['from=2026-01-15&to=2026-01-15', true],
      ['from=2026-01-16', false],
    ] as const)
      assert.equal((await get(`/recordings?${query}`)).payload.includes(uid), isThere, query)
  })

  it('keeps the rule of the law: thirty days at least', async () => {
    const refused = await postForm(test.server, lin, '/recordings/rules', { days: '7' })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.payload, /value="7"/)
    assert.equal((await postForm(test.server, lin, '/recordings/rules', { days: '365' })).statusCode, 303)
    assert.match((await get('/recordings')).payload, /365/)
  })

  it('erases with a reason alone, and keeps the line', async () => {
    assert.equal(
      (await postForm(test.server, lin, `/recordings/${uid}/removal`, { reason: '' })).statusCode,
      422,
    )
    const done = await postForm(test.server, lin, `/recordings/${uid}/removal`, { reason: '客户要求删除' })
    assert.equal(done.statusCode, 303)
    assert.match((await get('/recordings')).payload, /录音已删除/)
    const { detail } = await test.app.db('audit').where({ action: 'recording.erased' }).first('detail')
    assert.match(detail, /客户要求删除/)
  })
})

/** One recording of a minute, of a call that this agent had with bo. */
async function seed({ app, clock }: TestApp, agentId: number) {
  const { db } = app
  const at = clock.now().toISOString()
  const account = { plugin: 'exchange', kind: 'board', name: '前台', settings: { name: 'a' } }
  const channelId = await addChannel(app, admin, account)
  const [bo] = await findOrMakeIdentities(db, [{ channelId, who: '+8613900139000' }], at)
  const about = { person_id: bo?.personId, channel_id: channelId }
  const conversation = { ...about, uid: 'reception', status: 'closed', opened_at: at, last_message_at: at }
  const conversationId = await insertId(db, 'conversation', conversation)
  const callId = await insertId(db, 'call', {
    ...about,
    uid: 'call',
    direction: 'in',
    purpose: 'inbound',
    number: '+8613900139000',
    identity_id: bo?.id,
    conversation_id: conversationId,
    agent_id: agentId,
    state: 'ended',
    started_at: at,
  })
  const file = { owner: 'recording:1', name: 'call.ogg', mime: 'audio/ogg', size: 1, sha256: 'b'.repeat(64) }
  const fileId = await insertId(db, 'file', { ...file, uid: 'sound', created_at: at })
  const row = { uid, call_id: callId, name: 'tape', kind: 'call', state: 'kept', file_id: fileId, ms: 60_000 }
  await insertId(db, 'recording', { ...row, started_at: at, keep_until: at })
}
