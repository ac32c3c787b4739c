import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { factsSince, newestPlace } from '../../../test/support/facts.ts'
import { type Db, transaction } from '../db/index.ts'
import { append, createTailer, type Event, head, prune, reaches, read } from './index.ts'

const at = '2026-01-01T00:00:00.000Z'
const log = { error: () => {} }
const say = (db: Db, type: string, topic = 'a', when = at) =>
  transaction(db, (trx) => append(trx, { topic, type }, when))
const types = (events: Event[]) => events.map((event) => event.type)

eachDatabase('The log', ({ open }) => {
  it('is read in order from a cursor, whole or by topic', async () => {
    const db = await open()
    await say(db, 'one')
    const cursor = await newestPlace(db)
    await say(db, 'two', 'b')
    await say(db, 'three')
    assert.deepEqual(types(await factsSince(db, cursor)), ['two', 'three'])
    const known = await newestPlace(db)
    assert.deepEqual(types(await read(db, cursor, { topics: ['b'], known })), ['two'])
    assert.deepEqual(types(await read(db, '0.0', { limit: 1, known })), ['one'])
  })

  it('has nothing of a change that was undone', async () => {
    const db = await open()
    await assert.rejects(
      transaction(db, async (trx) => {
        await append(trx, { topic: 'a', type: 'never' }, at)
        throw new Error('undone')
      }),
    )
    assert.deepEqual(await factsSince(db, '0.0'), [])
  })

  it('says when it no longer reaches back to a cursor, or never was that far', async () => {
    const db = await open()
    await say(db, 'old', 'a', '2025-01-01T00:00:00.000Z')
    const old = await newestPlace(db)
    await say(db, 'older cursor is fine')
    assert.equal(await reaches(db, '0.0'), true)
    assert.equal(await prune(db, '2025-06-01T00:00:00.000Z'), 1)
    assert.equal(await reaches(db, '0.0'), false)
    assert.equal(await reaches(db, old), true)
    assert.equal(await reaches(db, '999999999.1'), false)
    assert.equal(await reaches(db, `0.0'; drop table event`), false)
  })

  it('keeps what is young, also where an older date came after it', async () => {
    const db = await open()
    await say(db, 'old', 'a', '2025-01-01T00:00:00.000Z')
    await say(db, 'young')
    await say(db, 'written with an old date', 'a', '2025-01-01T00:00:00.000Z')
    assert.equal(await prune(db, '2025-06-01T00:00:00.000Z'), 1)
    assert.deepEqual(types(await factsSince(db, '0.1')), ['young', 'written with an old date'])
  })

  it('keeps its place when all of it is pruned', async () => {
    const db = await open()
    await say(db, 'old')
    const before = await newestPlace(db)
    await prune(db, '2027-01-01T00:00:00.000Z')
    assert.equal(await head(db), before)
    assert.equal(await reaches(db, before), true)
  })
})

eachDatabase('The tailer', ({ open }) => {
  it('tells everything that commits after its start, to everybody, whatever one of them throws', async () => {
    const db = await open()
    await say(db, 'before')
    await newestPlace(db)
    const tailer = createTailer(db, log)
    const heard: string[] = []
    tailer.on(() => Promise.reject(new Error('deaf')))
    tailer.on((events) => void heard.push(...types(events)))
    await tailer.start()
    await say(db, 'one')
    await say(db, 'two')
    await tailer.drain()
    await tailer.stop()
    assert.deepEqual(heard, ['one', 'two'])
  })

  it('tells nothing any more once stopped', async () => {
    const db = await open()
    const tailer = createTailer(db, log)
    const heard: string[] = []
    tailer.on((events) => void heard.push(...types(events)))
    await tailer.start()
    await tailer.stop()
    await say(db, 'late')
    assert.deepEqual(heard, [])
  })
})

eachDatabase('A reader', ({ open }) => {
  it('hears everything that many writers say at once', async () => {
    const db = await open()
    const tailer = createTailer(db, log)
    const heard: string[] = []
    tailer.on((events) => void heard.push(...types(events)))
    await tailer.start()
    const said = Array.from({ length: 200 }, (_, index) => `fact ${index}`)
    await Promise.all(said.map((type) => say(db, type)))
    await tailer.drain()
    await tailer.stop()
    assert.deepEqual(heard.toSorted(), said.toSorted())
  })
})

eachDatabase('Two writers', ({ engine, open }) => {
  if (engine === 'SQLite') return // which has one writer
  it('that commit out of order lose nothing for a reader', async () => {
    const db = await open()
    const tailer = createTailer(db, log)
    const heard: string[] = []
    tailer.on((events) => void heard.push(...types(events)))
    await tailer.start()

    const slow = await db.transaction()
    await append(slow, { topic: 'a', type: 'first number, last commit' }, at)
    await say(db, 'second number, first commit')
    assert.deepEqual(types(await read(db, '0.0')), [])
    await slow.commit()

    await tailer.drain()
    await tailer.stop()
    assert.deepEqual(heard, ['first number, last commit', 'second number, first commit'])
  })
})
