import type { App } from '../../module.ts'
import { prune } from '../../platform/events/index.ts'
import { earlier } from '../../platform/time.ts'
import { deletePushes, deleteValues } from '../channels/index.ts'
import { deleteEnded, deleteTraces, orphanFiles } from './store/ended.ts'

const day = 24 * 3_600_000
const eventDays = 14
// No provider sends a push again after a week; one that was given up may be taken up for a month.
const pushDays = 7
const lostPushDays = 30
// Why somebody got whom, and which links and short messages went out, is asked for weeks later, not for years.
const traceDays = 90

/**
 * Forgets facts that no screen comes back for, what has ended (sessions, tokens), what providers pushed, what accounts kept for
 * a time, why conversations went to whom, links and short messages that are long over, and files that nobody sent.
 */
export async function sweep(app: App): Promise<void> {
  const now = app.clock()
  const before = (days: number) => earlier(now, days * day)
  const events = await prune(app.db, before(eventDays))
  const ended = await deleteEnded(app.db, before(0))
  const pushes = await deletePushes(app.db, { done: before(pushDays), any: before(lostPushDays) })
  const values = await deleteValues(app.db, before(0))
  const traces = await deleteTraces(app.db, before(traceDays))
  const orphans = await orphanFiles(app.db, before(1))
  for (const uid of orphans) await app.files.remove(uid)
  app.log.info({ events, ended, pushes, values, traces, files: orphans.length }, 'housekeeping.swept')
}
