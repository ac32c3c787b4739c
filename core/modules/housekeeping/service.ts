import type { App } from '../../module.ts'
import { prune } from '../../platform/events/index.ts'
import { deleteEnded, orphanFiles } from './store.ts'

const day = 24 * 3_600_000
const eventDays = 14

/** Forgets facts that no screen comes back for, what has ended (sessions, tokens), and files that nobody sent. */
export async function sweep(app: App): Promise<void> {
  const now = app.clock().getTime()
  const before = (days: number) => new Date(now - days * day).toISOString()
  const events = await prune(app.db, before(eventDays))
  const ended = await deleteEnded(app.db, before(0))
  const orphans = await orphanFiles(app.db, before(1))
  for (const uid of orphans) await app.files.remove(uid)
  app.log.info({ events, ended, files: orphans.length }, 'housekeeping.swept')
}
