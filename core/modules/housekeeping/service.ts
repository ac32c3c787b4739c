import type { App } from '../../module.ts'
import { prune } from '../../platform/events/index.ts'
import { deletePushes, deleteValues } from '../channels/index.ts'
import { deleteEnded, orphanFiles } from './store/ended.ts'

const day = 24 * 3_600_000
const eventDays = 14
// No provider sends a push again after a week; one that was given up may be taken up for a month.
const pushDays = 7
const lostPushDays = 30

/**
 * Forgets facts that no screen comes back for, what has ended (sessions, tokens), what providers pushed, what accounts kept for
 * a time, and files that nobody sent.
 */
export async function sweep(app: App): Promise<void> {
  const now = app.clock().getTime()
  const before = (days: number) => new Date(now - days * day).toISOString()
  const events = await prune(app.db, before(eventDays))
  const ended = await deleteEnded(app.db, before(0))
  const pushes = await deletePushes(app.db, { done: before(pushDays), any: before(lostPushDays) })
  const values = await deleteValues(app.db, before(0))
  const orphans = await orphanFiles(app.db, before(1))
  for (const uid of orphans) await app.files.remove(uid)
  app.log.info({ events, ended, pushes, values, files: orphans.length }, 'housekeeping.swept')
}
