import type { Alert, App, Viewer } from '../../module.ts'
import { can } from '../agents/index.ts'
import { isEnabled, kindOf, listChannels } from '../channels/index.ts'
import { lostSince } from './events/lost.ts'

/** Who takes calls should know that none can come: the exchange does not answer. */
export async function callAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  if (!can(viewer, 'calls.take')) return []
  const exchanges = (await listChannels(app.db)).filter(
    (channel) => isEnabled(channel) && kindOf(app.plugins, channel)?.speaks,
  )
  const alerts: Alert[] = []
  for (const { id, name } of exchanges) {
    if (!(await lostSince(app, id))) continue
    const href = can(viewer, 'channels.manage') ? `/admin/channels/${id}` : '/desk'
    const text = app.i18n.t(viewer.locale, 'calls.alert.lost', { name })
    alerts.push({ id: `exchange:${id}`, level: 'bad', text, href })
  }
  return alerts
}
