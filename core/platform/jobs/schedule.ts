import { setTimeout } from 'node:timers/promises'
import { Cron } from 'croner'
import { type Db, transaction } from '../db/index.ts'
import { enqueue } from './queue.ts'

/** `cron` in `timezone`; `job` is enqueued each time, once however many processes share the database. */
export type Schedule = { name: string; cron: string; job: string }

type House = { db: Db; log: { warn: (fields: object, event: string) => void } }

/** Milliseconds. */
const again = 2000

/** Starts the schedules; answers what stops them. A moment at which the database is away comes when it is back. */
export function startSchedules(house: House, schedules: Schedule[], timezone: string): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const crons = schedules.map(
    (schedule) =>
      new Cron(schedule.cron, { timezone, unref: true, protect: true }, (cron: Cron) =>
        insist(house, schedule, (cron.currentRun() ?? new Date()).toISOString(), signal),
      ),
  )
  return () => {
    for (const cron of crons) cron.stop()
    stopping.abort()
  }
}

async function insist({ db, log }: House, schedule: Schedule, moment: string, signal: AbortSignal) {
  let isDone = false
  while (!isDone && !signal.aborted)
    try {
      await fire(db, schedule, moment)
      isDone = true
    } catch (error) {
      log.warn({ error, schedule: schedule.name }, 'jobs.schedule-late')
      await setTimeout(again, undefined, { ref: false, signal }).catch(() => {})
    }
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
