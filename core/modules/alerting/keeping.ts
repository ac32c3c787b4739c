import type { App } from '../../module.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { earlier } from '../../platform/time.ts'
import { deleteAlerts } from './store/log.ts'

const keptDays = 30
const day = 24 * 3_600_000

/** The nightly job that forgets old alerts: customers' names stand in them. */
export function sweepJob(app: App): Handler {
  return {
    async run() {
      await deleteAlerts(app.db, earlier(app.clock(), keptDays * day))
    },
  }
}
