import type { App } from '../../../module.ts'
import { linkTo } from '../../../platform/http/index.ts'
import { titleOf } from '../note.ts'
import { reasonText } from '../sending.ts'
import { deliveryStates } from '../store/deliveries.ts'
import { listDestinations } from '../store/destinations.ts'
import { type LogEntry, type LogQuery, readLog } from '../store/log.ts'

const pageSize = 50

/** What was told to whom and what came of it, newest first. Customers' names are masked here too. */
export async function logPage(app: App, locale: string, asked: LogQuery) {
  const entries = await readLog(app.db, asked, pageSize + 1)
  const shown = entries.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    tab: 'log',
    asked,
    isNarrow: Boolean(asked.destination || asked.state || asked.kind),
    entries: shown.map((entry) => entryView(app, locale, entry)),
    older:
      entries.length > pageSize && last
        ? linkTo('/admin/alerts/log', { ...asked, before: last.id })
        : undefined,
    destinations: await listDestinations(app.db),
    states: deliveryStates,
    kinds: app.modules.flatMap(({ raises = [] }) => raises),
  }
}

function entryView(app: App, locale: string, { alert, ...entry }: LogEntry) {
  const { kind, level, href, at } = alert
  const title = titleOf(app, locale, alert, false)
  return { ...entry, kind, level, href, at, title, reason: reasonText(app, locale, entry.reason) }
}
