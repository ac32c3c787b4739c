import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { afterCommit, batcher, type Db, transaction } from './index.ts'

const write = (db: Db, key: string) => db('setting').insert({ key, value: 'x' })
const keys = (db: Db): Promise<string[]> => db('setting').orderBy('key').pluck('key')

eachDatabase('A transaction', ({ open }) => {
  it('tells what waits for it only once it is durable', async () => {
    const db = await open()
    const told: string[] = []
    await transaction(db, async (trx, after) => {
      after(() => told.push('after'))
      afterCommit(trx, () => told.push('afterCommit'))
      await write(trx, 'a')
      told.push('work')
    })
    assert.deepEqual(told, ['work', 'after', 'afterCommit'])
  })

  it('tells nothing and keeps nothing when it fails', async () => {
    const db = await open()
    const told: string[] = []
    const failing = transaction(db, async (trx, after) => {
      after(() => told.push('after'))
      await write(trx, 'a')
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.deepEqual(told, [])
    assert.deepEqual(await keys(db), [])
  })

  it('joins the one it is called in', async () => {
    const db = await open()
    const failing = transaction(db, async (trx) => {
      await transaction(trx, (inner) => write(inner, 'inner'))
      throw new Error('no')
    })
    await assert.rejects(failing)
    assert.deepEqual(await keys(db), [])
  })

  it('refuses a hook outside of one', async () => {
    const db = await open()
    assert.throws(() => afterCommit(db, () => {}), /needs a transaction/)
  })
})

eachDatabase('A batch', ({ open }) => {
  it('commits what arrives together in one transaction, and answers each its own', async () => {
    const db = await open()
    const sizes: number[] = []
    const add = batcher(db, async (trx, items: string[]) => {
      sizes.push(items.length)
      for (const item of items) await write(trx, item)
      return items.map((item) => item.toUpperCase())
    })
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(add)), ['A', 'B', 'C'])
    assert.deepEqual(sizes, [3])
    assert.deepEqual(await keys(db), ['a', 'b', 'c'])
  })

  it('keeps the good ones when one of them breaks the transaction', async () => {
    const db = await open()
    const add = batcher(db, async (trx, items: string[]) => {
      for (const item of items) await write(trx, item)
      return items
    })
    const outcomes = await Promise.allSettled(['a', 'a', 'b'].map(add))
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await keys(db), ['a', 'b'])
  })

  it('refuses one item without undoing the others', async () => {
    const db = await open()
    const add = batcher(db, async (_trx, items: number[]) =>
      items.map((item) => (item < 0 ? new Error('negative') : item)),
    )
    const outcomes = await Promise.allSettled([1, -1, 2].map(add))
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
  })
})
