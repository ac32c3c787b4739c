import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { type Db, listen, notify, transaction } from './index.ts'

async function hear(db: Db) {
  const heard: string[] = []
  let next = Promise.withResolvers<void>()
  const end = await listen(db, 'whispers', (payload) => {
    heard.push(payload)
    next.resolve()
    next = Promise.withResolvers()
  })
  return { heard, end, next: () => next.promise }
}

eachDatabase('The bell', ({ engine, open }) => {
  it('rings for what was said, and once a transaction has committed', async () => {
    const db = await open()
    const { heard, end, next } = await hear(db)
    const said = next()
    await transaction(db, async (trx) => {
      await notify(trx, 'whispers', 'typing')
      assert.deepEqual(heard, [])
    })
    await said
    await end()
    assert.deepEqual(heard, ['typing'])
  })

  if (engine === 'SQLite') return // which has no connection to lose
  it('finds its way back when the connection is cut, and rings because something may have been missed', async () => {
    const db = await open()
    const { heard, end, next } = await hear(db)
    const back = next()
    await db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`,
    )
    await back
    const said = next()
    await notify(db, 'whispers', 'again')
    await said
    await end()
    assert.deepEqual(heard, ['', 'again'])
  })
})
