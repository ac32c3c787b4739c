import type { App, LiveTopic } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import { can } from '../agents/index.ts'
import { statusView } from './pages.ts'
import { findChannel } from './store.ts'

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
  const channel = ref === null ? undefined : await findChannel(app.db, ref)
  if (!channel || channel.deleted) return undefined
  return {
    html: (locale: string) =>
      render(app, 'admin/channels/state-stream', statusView(app, channel, locale), locale),
  }
}
