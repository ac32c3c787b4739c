import type { App, LiveTopic } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import { can } from '../agents/index.ts'
import { alertsAbout } from './alerts.ts'
import { statusView } from './pages/status.ts'
import { listChannels } from './store.ts'

/** `channels`: how accounts are doing, as the partial of the admin's pages. */
export function channelsTopic(app: App): LiveTopic {
  return {
    kind: 'channels',
    authorize: async (viewer) => can(viewer, 'channels.manage'),
    tells: ({ type }) => (type.startsWith('channel.') ? 'channels' : undefined),
    render: (events) => Promise.all(events.map((event) => push(app, event))),
  }
}

async function push(app: App, { ref }: Event) {
  const channels = await listChannels(app.db)
  const channel = channels.find(({ id }) => id === ref)
  return {
    html: (locale: string) => {
      const status = channel && statusView(app, channel, locale)
      const alerts = alertsAbout(app, locale, channels)
      return render(app, 'admin/channels/state-stream', { ...status, alerts }, locale)
    },
  }
}
