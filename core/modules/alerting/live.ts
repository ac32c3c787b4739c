import type { App, LiveTopic, Push } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import type { Alert } from './alert.ts'
import { titleOf } from './note.ts'
import { alertsById } from './store/alerts.ts'

/** `alerts`: something that these agents should hear of is said on their screens, whatever page they are on. */
export function alertsTopic(app: App): LiveTopic {
  return {
    kind: 'alerts',
    authorize: async () => true,
    tells: ({ topic }) => (topic === 'alerts' ? 'alerts' : undefined),
    async render(events) {
      const alerts = await alertsById(
        app.db,
        events.flatMap(({ ref }) => ref ?? []),
      )
      return events.map((event) => pushOf(app, event, alerts.get(event.ref ?? 0)))
    },
  }
}

function pushOf(app: App, { type }: Event, alert: Alert | undefined): Push | undefined {
  if (!alert) return undefined
  return {
    data: { type, level: alert.level },
    html: (locale) => {
      const { href } = alert
      return render(app, 'agent/alert-stream', { text: titleOf(app, locale, alert, true), href }, locale)
    },
    to: ({ agentId }) => alert.agentIds.includes(agentId),
  }
}
