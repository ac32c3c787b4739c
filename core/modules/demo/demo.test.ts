import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { it } from 'node:test'
import type { Plugin } from '../../plugin/index.ts'
import { testApp, type TestApp } from '../../testing/index.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { listAgents, verifyAudit } from '../agents/index.ts'
import { addChannel } from '../channels/index.ts'
import { assign, listConversations, openConversation, receive, reply } from '../conversations/index.ts'
import { pathsOf } from '../../paths.ts'
import { type Db, isPostgres } from '../../platform/db/index.ts'
import { ledgerOf } from './ledger.ts'
import { loadDemo, removeDemo } from './index.ts'

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

eachDatabase('A demo', ({ create }) => {
  const start = async () => testApp({ database: (await create()).options, plugins: [plugin] })

  for (const locale of ['zh-CN', 'en'] as const) {
    it(`fills the desk in ${locale}: people who wait, talk, come back later and are done`, async () => {
      await using clinic = disposable(await start())
      const { people } = await loadDemo(clinic.app, locale)
      const lin = await clinic.as('lin')
      const count = async (view: 'unassigned' | 'snoozed' | 'closed') =>
        (await listConversations(clinic.app, lin, { view, limit: 100 })).length
      assert.equal(people, 60)
      assert.ok((await count('unassigned')) >= 5)
      assert.equal(await count('snoozed'), 2)
      assert.ok((await count('closed')) >= 40)
      const rows = await listConversations(clinic.app, lin, { view: 'all', limit: 100 })
      assert.ok(rows.every(({ lastMessageAt }) => lastMessageAt <= clinic.clock.now().toISOString()))
      assert.ok(rows.some(({ source }) => source))
    })
  }

  it('is the same clinic every time', async () => {
    const told = await Promise.all(
      [await start(), await start()].map(async (each) => {
        await using clinic = disposable(each)
        await loadDemo(clinic.app, 'en')
        return await clinic.app.db('message').where({ direction: 'in' }).orderBy('id').pluck('text')
      }),
    )
    assert.deepEqual(told[0], told[1])
  })

  it('goes without a trace: every table and the files are as before', async () => {
    await using clinic = disposable(await start())
    await realTalk(clinic)
    await clinic.drain()
    const before = await everything(clinic)
    await loadDemo(clinic.app, 'zh-CN')
    assert.notDeepEqual(await everything(clinic), before)
    await removeDemo(clinic.app)
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
    await using clinic = disposable(await start())
    await loadDemo(clinic.app, 'en')
    await assert.rejects(loadDemo(clinic.app, 'en'), { status: 409 })
  })
})

/** Somebody real writes, and lin answers. Answers the conversation. */
async function realTalk({ app, as }: TestApp, channelId?: number): Promise<number> {
  const actor = { actor: 'agent:1' }
  const form = { plugin: 'fake', kind: 'line', name: 'Our site', settings: { greeting: 'Hello' } }
  const id = channelId ?? (await addChannel(app, actor, form))
  const uid = randomUUID()
  await receive(app, { id }, { who: `real-${id}`, uid, text: 'A real question' })
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
