import type { Db } from '../../../platform/db/index.ts'
import { enqueueOnce } from '../../../platform/jobs/index.ts'
import { later } from '../../../platform/time.ts'

/** Who waits may wait otherwise than before: the whole queue is looked at after the commit. `at` is now. */
export async function lookAtAll(trx: Db, at: string): Promise<void> {
  await enqueueOnce(trx, { name: 'reception.sweep', key: 'reception:sweep', payload: {} }, at)
}

/** The times that end in so many seconds are looked at then, and not at the next full minute; twice for one moment is once. */
export async function sweepAfter(trx: Db, seconds: number, now: Date): Promise<void> {
  const dueAt = later(now, seconds * 1000)
  const sweep = { name: 'reception.sweep', key: `reception:sweep ${dueAt}`, payload: {}, dueAt }
  await enqueueOnce(trx, sweep, now.toISOString())
}
