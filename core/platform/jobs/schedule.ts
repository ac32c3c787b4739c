import { Cron } from 'croner'
import { type Db, transaction } from '../db/index.ts'
import { enqueue } from './queue.ts'

/** `cron` in `timezone`; `job` is enqueued each time, once however many processes share the database. */
export type Schedule = { name: string; cron: string; job: string }

/** Starts the schedules; answers what stops them. */
export function startSchedules(db: Db, schedules: Schedule[], timezone: string): () => void {
  const crons = schedules.map(
    (schedule) =>
      new Cron(schedule.cron, { timezone, unref: true }, async (cron: Cron) => {
        await fire(db, schedule, (cron.currentRun() ?? new Date()).toISOString())
      }),
  )
  return () => crons.forEach((cron) => cron.stop())
}

/** Enqueues the schedule's job for this moment (ISO 8601, whole seconds) unless another process has done so. */
export async function fire(db: Db, schedule: Schedule, moment: string): Promise<boolean> {
  const key = `schedule.${schedule.name}`
  const value = `${moment.slice(0, 19)}Z`
  return transaction(db, async (trx) => {
    await trx('setting').insert({ key, value: '' }).onConflict('key').ignore()
    const first = (await trx('setting').where({ key }).where('value', '<', value).update({ value })) === 1
    if (first) await enqueue(trx, { name: schedule.job, payload: {} }, moment)
    return first
  })
}
