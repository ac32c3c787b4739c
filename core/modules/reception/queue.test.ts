import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import fc from 'fast-check'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../test/support/desk.ts'
import type { Db } from '../../platform/db/index.ts'
import { present } from '../agents/index.ts'
import { close, receive } from '../conversations/index.ts'
import { placeOf, reception, saveReceptionSettings } from './index.ts'
import { look } from './service/looking.ts'

type Deed = { do: 'come' } | { do: 'close'; which: number } | { do: 'be'; who: number; there: boolean }
type Row = { id: number; status: string; agent_id: number | null; queued_at: string | null }

const capacity = 2
const names = ['mei', 'hao', 'yun'] as const

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Deed>({ do: 'come' }) },
    { weight: 2, arbitrary: fc.nat(20).map((which): Deed => ({ do: 'close', which })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.nat(2), fc.boolean()).map(([who, there]): Deed => ({ do: 'be', who, there })),
    },
  ),
  { minLength: 8, maxLength: 24 },
)

eachDatabase('The queue', ({ engine, open }) => {
  it('serves in order, keeps nobody waiting whom somebody could have, and lets nobody fall back', async () => {
    const desk = await openFront(await open())
    const property = fc.asyncProperty(deeds, async (story) => {
      await afresh(desk)
      let before = new Map<number, number>()
      for (const deed of story) {
        await act(desk, deed)
        await desk.app.jobs.drain()
        await check(desk)
        const places = await positions(desk)
        for (const [id, place] of places) assert.ok(place <= (before.get(id) ?? place))
        before = places
      }
    })
    await fc.assert(property, { numRuns: engine === 'SQLite' ? 8 : 3 })
  })

  it('gives each conversation once, to nobody more than they can have, however many processes look', async () => {
    const db = await open()
    const desk = await openFront(db)
    for (let index = 0; index < 10; index += 1) await act(desk, { do: 'come' })
    await db('job').delete()
    for (const name of names) await present(db, desk.viewers[name].agentId, 'online', desk.app.clock())
    // Each has a desk of its own, as a process has.
    const processes = Array.from({ length: 4 }, () => ({ ...desk.app, db: separate(db) }))
    await Promise.all(processes.map((app) => look(app)))
    await check(desk)
    const given: number[] = await db('routing_decision').whereNotNull('agent_id').pluck('conversation_id')
    assert.equal(new Set(given).size, given.length)
    assert.equal(given.length, names.length * capacity)
  })
})

/** The same database to whoever asks which it is. */
function separate(db: Db): Db {
  return new Proxy(db, {})
}

async function openFront(db: Db): Promise<Desk> {
  const desk = await openDesk(db)
  desk.app.modules.push(reception)
  for (const [name, handler] of Object.entries(reception.jobs?.(desk.app) ?? {}))
    desk.app.jobs.handle(name, handler)
  const settings = { mode: 'automatic', capacity, grace: 0, acquaintances: [] } as const
  await saveReceptionSettings(desk.app, desk.viewers.lin, { ...settings, acquaintances: [] })
  return desk
}

async function afresh({ app }: Desk) {
  await app.db('presence').delete()
  await app.db('routing_decision').delete()
  const gone = { status: 'closed', queued_at: null, assigned_at: null, closed_at: '2026-01-01T00:00:00.000Z' }
  await app.db('conversation').update(gone)
}

async function act({ app, viewers, chat }: Desk, deed: Deed): Promise<void> {
  if (deed.do === 'come') {
    await receive(app, chat, { who: randomUUID(), uid: randomUUID(), text: '你好' })
  } else if (deed.do === 'close') {
    const open = await openRows(app.db)
    const row = open[deed.which % Math.max(1, open.length)]
    if (row) await close(app, viewers.lin, row.id)
  } else {
    const { agentId } = viewers[names[deed.who] ?? 'mei']
    await present(app.db, agentId, deed.there ? 'online' : 'away', app.clock())
  }
}

async function check({ app }: Desk): Promise<void> {
  const rows = await openRows(app.db)
  const held = Map.groupBy(
    rows.filter((row) => row.agent_id !== null),
    (row) => row.agent_id,
  )
  for (const theirs of held.values()) assert.ok(theirs.length <= capacity)
  const waiting = rows.filter((row) => row.agent_id === null)
  const online: number[] = await app.db('presence').where({ state: 'online' }).pluck('agent_id')
  const idle = online.filter((id) => (held.get(id)?.length ?? 0) < capacity)
  assert.ok(waiting.length === 0 || idle.length === 0, 'somebody waits whom somebody could have')
  const given: number[] = await app
    .db('routing_decision')
    .whereNotNull('agent_id')
    .orderBy('id')
    .pluck('conversation_id')
  assert.deepEqual(
    given,
    given.toSorted((one, other) => one - other),
    'somebody was served before their turn',
  )
}

async function positions({ app }: Desk): Promise<Map<number, number>> {
  const waiting = (await openRows(app.db)).filter((row) => row.agent_id === null).map(({ id }) => id)
  const places = await placeOf(app, waiting)
  assert.deepEqual(
    waiting.map((id) => places.get(id)?.position),
    waiting.map((_, index) => index + 1),
  )
  return new Map([...places].map(([id, { position }]) => [id, position]))
}

async function openRows(db: Db): Promise<Row[]> {
  return db('conversation').whereNot('status', 'closed').orderBy(['queued_at', 'id'])
}
