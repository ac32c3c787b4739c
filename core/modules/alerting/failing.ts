import type { Alert, App, Viewer } from '../../module.ts'
import { can } from '../agents/index.ts'
import { reasonText } from './sending.ts'
import { listDestinations } from './store/destinations.ts'
import { lastOutcomes } from './store/log.ts'

/** Whoever looks after alerts should see wherever they are that a destination does not hear of them. */
export async function failingAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  if (!can(viewer, 'alerts.manage')) return []
  const outcomes = await lastOutcomes(app.db)
  return (await listDestinations(app.db)).flatMap(({ id, name, enabled }) => {
    const last = outcomes.get(id)
    if (!enabled || last?.state !== 'failed') return []
    const values = { name, reason: reasonText(app, viewer.locale, last.reason) }
    const text = app.i18n.t(viewer.locale, 'alerts.failing', values)
    return [{ id: `alerts:${id}`, level: 'warning' as const, text, href: `/admin/alerts/${id}` }]
  })
}
