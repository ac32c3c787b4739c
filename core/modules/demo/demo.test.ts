import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, it } from 'node:test'
import type { Plugin } from '../../plugin/index.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { listAgents, verifyAudit } from '../agents/index.ts'
import { addChannel } from '../channels/index.ts'
import { assign, listConversations, openConversation, receive, reply } from '../conversations/index.ts'
import { listRules, receptionSettings } from '../reception/index.ts'
import { pathsOf } from '../../paths.ts'
import { type Db, isPostgres } from '../../platform/db/index.ts'
import { ledgerOf } from './ledger.ts'
import { loadDemo, removeDemo } from './index.ts'

const day = 24 * 3_600_000
const real = 'A real question'
const plugin: Plugin = {
  api: 1,
  id: 'fake',
  home: `${import.meta.dirname}/../../testing/fake`,
  channels: [
    {
      kind: 'line',
      fields: [{ name: 'greeting', type: 'text' }],
      can: { text: { max: 2000 }, image: true },
      identify: ({ greeting }) => String(greeting),
      starter: { asks: ['greeting'], settings: ({ name }) => ({ greeting: name }), page: (key) => `/${key}` },
      open: async () => ({ close: async () => {} }),
    },
  ],
}
const exchange: Plugin = {
  api: 1,
  id: 'exchange',
  home: `${import.meta.dirname}/../../testing/exchange`,
  channels: [
    {
      kind: 'board',
      speaks: true,
      fields: [{ name: 'url', type: 'url', required: true, default: 'http://127.0.0.1' }],
      can: { text: { max: 1 } },
      identify: ({ url }) => String(url),
      open: async () => assert.fail('the exchange of a demo is called'),
    },
  ],
}

eachDatabase('A demo', ({ create }) => {
  const start = async (plugins = [plugin, exchange]) =>
    testApp({ database: (await create()).options, plugins })
  let full: TestApp
  let people: number
  before(async () => {
    full = await start()
    people = (await loadDemo(full.app, 'en')).people
  })
  after(() => full.stop())

  it('fills the desk: people who wait, talk, come back later and are done', async () => {
    const { app, clock } = full
    const lin = await full.as('lin')
    const count = async (view: 'unassigned' | 'snoozed' | 'closed') =>
      (await listConversations(app, lin, { view, limit: 100 })).length
    assert.ok((await count('unassigned')) >= 5)
    assert.equal(await count('snoozed'), 2)
    assert.ok((await count('closed')) >= 40)
    const rows = await listConversations(app, lin, { view: 'all', limit: 100 })
    assert.equal(people, 105)
    assert.ok(rows.every(({ lastMessageAt }) => lastMessageAt <= clock.now().toISOString()))
    assert.ok(rows.some(({ source }) => source))
  })

  it('fills the telephone: weeks of calls, what is owed, what can be heard, and whom to leave alone', async () => {
    const { db, channels } = full.app
    const now = full.clock.now().toISOString()
    const calls = await db('call').select('*')
    assert.ok(calls.length > 150, `${calls.length} calls`)
    assert.ok(calls.every(({ state, ended_at: end }) => state === 'ended' && end <= now))
    assert.ok(calls.some(({ started_at: at }) => Date.parse(now) - Date.parse(at) > 35 * day))
    const ends = new Set(calls.map(({ direction, outcome }) => `${direction} ${outcome}`))
    for (const end of ['answered', 'abandoned', 'missed', 'voicemail', 'callback', 'closed'])
      assert.ok(ends.has(`in ${end}`), end)
    for (const end of ['answered', 'busy', 'no-answer', 'unallocated']) assert.ok(ends.has(`out ${end}`), end)
    const owed = await db('task').whereNull('done_at').pluck('due_at')
    assert.ok(owed.length >= 4)
    assert.equal(owed.filter((due) => due < now).length, 1)
    assert.ok((await db('task').where({ result: 'reached' })).length > 10)
    assert.ok((await db('do_not_contact')).length > 1)
    const [{ state }] = await db('channel').where({ plugin: 'exchange' })
    assert.equal(state, 'off')
    assert.equal(channels.open(calls[0].channel_id), undefined)
  })

  it('shows each call in the talk of its customer, who is spoken of nowhere else', async () => {
    const { db } = full.app
    const strays = await db('call')
      .leftJoin('conversation', 'conversation.id', 'call.conversation_id')
      .whereNot('conversation.person_id', db.ref('call.person_id'))
      .orWhereNull('conversation.id')
    assert.deepEqual(strays, [])
    const cards = await db('message').where({ kind: 'call' }).pluck('data')
    assert.equal(cards.length, (await db('call')).length)
    const written = await db('call')
      .join('message', 'message.conversation_id', 'call.conversation_id')
      .whereNot('message.kind', 'call')
      .where('message.direction', 'in')
    assert.ok(written.length > 0, 'some of those who ring have written as well')
  })

  it('has recordings that play', async () => {
    const { app } = full
    const rows = await app.db('recording').join('file', 'file.id', 'recording.file_id')
    assert.equal(rows.length, 5)
    for (const { uid, kind, ms, peaks, state } of rows) {
      const file = await app.files.find(app.db, uid)
      const ogg = await readFile(app.files.path(file ?? assert.fail('no file')))
      assert.equal(ogg.toString('latin1', 0, 4), 'OggS')
      assert.equal(state, 'kept')
      assert.ok(kind === 'voicemail' ? ms < 15_000 : ms > 30_000)
      const waves: number[] = JSON.parse(peaks)
      assert.ok(Math.max(...waves) > 60 && Math.min(...waves) < 5, 'people speak and pause')
    }
  })

  it('shows how people are received: rules, reasons, times, stars and a customer who came twice', async () => {
    const { db } = full.app
    assert.equal((await receptionSettings(db)).mode, 'automatic')
    assert.equal((await listRules(db)).length, 3)
    const asked = await db('rating')
    const said = asked.filter(({ answered_at: at }) => at)
    const share = said.length / asked.length
    assert.ok(asked.length >= 30 && share > 0.25 && share < 0.45, `${said.length} of ${asked.length}`)
    assert.ok(said.filter(({ stars }) => stars >= 4).length > said.length / 2)
    const low = said.filter(({ stars }) => stars < 3)
    assert.ok(low.length > 0 && low.every(({ words }) => words))
    assert.equal((await db('task').where({ kind: 'recovery' })).length, low.length)
    const waits = await db('timer').whereNotNull('stopped_at')
    const late = waits.filter(({ breached_at: at }) => at).length
    assert.ok(late > 0 && late < waits.length / 3, `${late} of ${waits.length}`)
    const from = new Date(full.clock.now().getTime() - 28 * day).toISOString().slice(0, 10)
    const auth = signedIn(await full.as('lin'))
    const lost = await full.server.inject({ url: `/board/limits/lost?from=${from}`, auth })
    assert.ok(lost.payload.split('behind-name').length > 2, 'some went who waited too long')
    assert.ok((await db('routing_decision')).length > 40)
    assert.equal((await db('person_merge')).length, 1)
    assert.equal((await db('block')).length, 1)
    assert.equal((await db('side_link').whereNull('ended_at')).length, 1)
    assert.deepEqual(await db('alert_destination').pluck('enabled'), [0])
  })

  it('is without a telephone where no plugin speaks', async () => {
    await using clinic = disposable(await start([plugin]))
    assert.equal((await loadDemo(clinic.app, 'en')).people, 60)
    assert.deepEqual(await clinic.app.db('line'), [])
    await removeDemo(clinic.app)
  })

  it('is the same every time, and goes without a trace: every table and the files are as before', async () => {
    await using clinic = disposable(await start())
    await realTalk(clinic)
    await clinic.drain()
    const before = await everything(clinic)
    await loadDemo(clinic.app, 'en')
    const [first, second] = await Promise.all([full, clinic].map(({ app }) => whatHappened(app.db)))
    assert.deepEqual(first, second)
    await removeDemo(clinic.app)
    await clinic.drain()
    assert.deepEqual(await everything(clinic), before)
    assert.equal((await verifyAudit(clinic.app.db)).ok, true)
    await assert.rejects(removeDemo(clinic.app), { status: 404 })
  })

  it('leaves what real people said meanwhile, also through its channel and with its agents', async () => {
    await using clinic = disposable(await start())
    await loadDemo(clinic.app, 'zh-CN')
    const own = await realTalk(clinic)
    const { channel, agents } = (await ledgerOf(clinic.app.db)) ?? assert.fail('no ledger')
    const through = await realTalk(clinic, channel)
    const lin = await clinic.as('lin')
    await assign(clinic.app, lin, own, { agentId: agents[2] ?? 0 })
    assert.deepEqual(await removeDemo(clinic.app), { keptAgents: 1, keptChannel: true })
    const rows = await listConversations(clinic.app, lin, { view: 'all', limit: 100 })
    assert.deepEqual(rows.map(({ id }) => id).toSorted(), [own, through].toSorted())
    const { messages } = await openConversation(clinic.app, lin, own)
    assert.ok(messages.some(({ text }) => text === 'A real answer'))
    const kept = (await listAgents(clinic.app)).find(({ id }) => id === agents[2])
    assert.equal(kept?.state, 'disabled')
    assert.equal((await verifyAudit(clinic.app.db)).ok, true)
  })

  it('is not loaded twice', async () => {
    await assert.rejects(loadDemo(full.app, 'en'), { status: 409 })
  })
})

async function whatHappened(db: Db) {
  const said = await db('message')
    .where({ direction: 'in' })
    .whereNot({ text: real })
    .orderBy('id')
    .pluck('text')
  const rung = await db('call').orderBy('id').select('started_at', 'talk_ms', 'outcome', 'note')
  return { said, rung, heard: await db('recording').orderBy('id').pluck('sha256') }
}

/** Somebody real writes, and lin answers. Answers the conversation. */
async function realTalk({ app, as }: TestApp, channelId?: number): Promise<number> {
  const actor = { actor: 'agent:1' }
  const form = { plugin: 'fake', kind: 'line', name: 'Our site', settings: { greeting: 'Hello' } }
  const id = channelId ?? (await addChannel(app, actor, form))
  const uid = randomUUID()
  await receive(app, { id }, { who: `real-${id}`, uid, text: real })
  const row = await app.db('message').where({ uid }).first('conversation_id')
  await reply(app, await as('lin'), row.conversation_id, { clientId: randomUUID(), text: 'A real answer' })
  return row.conversation_id
}

/** How many rows each table has, and which files there are. The fact that the demo's channel closed is one of its own. */
async function everything({ app }: TestApp) {
  await app.events.drain()
  const counts: Record<string, number> = {}
  for (const table of await tablesOf(app.db)) {
    const rows = app.db(table)
    if (table === 'event') rows.whereNot({ type: 'channel.changed' }).whereNot({ type: 'channel.state' })
    const [row] = await rows.count({ rows: '*' })
    counts[table] = Number(row?.['rows'])
  }
  const files = await readdir(pathsOf(app.config).files, { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return { counts, files: files.filter((file) => file.isFile()).map(({ name }) => name) }
}

async function tablesOf(db: Db): Promise<string[]> {
  return isPostgres(db)
    ? db('information_schema.tables')
        .where({ table_schema: 'public', table_type: 'BASE TABLE' })
        .pluck('table_name')
    : db('sqlite_master')
        .where({ type: 'table' })
        .whereRaw(`name not like 'sqlite%' and name not like 'message_search_%'`)
        .pluck('name')
}

function disposable(clinic: TestApp): TestApp & AsyncDisposable {
  return { ...clinic, [Symbol.asyncDispose]: clinic.stop }
}
