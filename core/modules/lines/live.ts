import type { App, LiveTopic } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import { can } from '../agents/index.ts'
import { phoneViews } from './pages/phones.ts'
import { listExtensions } from './store/extensions.ts'

/** `phones`: which of staff's phones are registered, as the partial of the admin's list. */
export function phonesTopic(app: App): LiveTopic {
  return {
    kind: 'phones',
    authorize: async (viewer) => can(viewer, 'lines.manage'),
    tells: ({ type }) => (type === 'phone.changed' ? 'phones' : undefined),
    render: (events) => Promise.all(events.map((event) => push(app, event))),
  }
}

async function push(app: App, { ref }: Event) {
  const theirs = (await listExtensions(app.db)).filter(({ agentId }) => agentId === ref)
  const phones = await phoneViews(app, theirs)
  return { html: (locale: string) => render(app, 'admin/lines/phone-stream', { phones }, locale) }
}
