import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { until } from '../../../test/support/until.ts'
import { fire, startSchedules } from './index.ts'

eachDatabase('A schedule', ({ open }) => {
  it('is fired once, however many processes see the moment', async () => {
    const db = await open()
    const schedule = { name: 'prune', cron: '0 3 * * *', job: 'prune' }
    const fired = [
      await fire(db, schedule, '2026-01-01T03:00:00.000Z'),
      await fire(db, schedule, '2026-01-01T03:00:00.010Z'),
      await fire(db, schedule, '2026-01-02T03:00:00.000Z'),
    ]
    assert.deepEqual(fired, [true, false, true])
    assert.equal((await db('job')).length, 2)
  })

  it('is fired late where the database was away at its moment', async () => {
    const db = await open()
    await db.schema.renameTable('job', 'away')
    const late = Promise.withResolvers<string>()
    const house = { db, log: { warn: (_: object, event: string) => late.resolve(event) } }
    const stop = startSchedules(house, [{ name: 'prune', cron: '* * * * * *', job: 'prune' }], 'UTC')
    assert.equal(await late.promise, 'jobs.schedule-late')
    await db.schema.renameTable('away', 'job')
    await until('it is fired', async () => (await db('job')).length > 0)
    stop()
  })
})
