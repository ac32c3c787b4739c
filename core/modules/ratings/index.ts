import type { LiveTopic, Module } from '../../module.ts'
import { can } from '../agents/index.ts'
import { askJob } from './asking.ts'
import { ratingNotes } from './notes.ts'
import { listRoutes } from './routes/list.ts'
import { settingsRoutes } from './routes/settings.ts'
import { visitorRoutes } from './routes/visitor.ts'

export { openFor, starsText } from './rating.ts'

/** One question for each reception: how it was. */
export const ratings: Module = {
  id: 'ratings',
  raises: ['rating.low'],
  menu: [
    {
      href: '/ratings',
      label: 'ratings.title',
      icon: 'star',
      topic: 'ratings',
      permission: 'conversations.supervise',
      area: 'desk',
    },
    {
      href: '/admin/ratings',
      label: 'ratings.settings.title',
      icon: 'star',
      permission: 'reception.manage',
      area: 'admin',
      group: 'reception',
    },
  ],
  routes: (app) => [...visitorRoutes(app), ...listRoutes(app), ...settingsRoutes(app)],
  jobs: (app) => ({ 'rating.ask': askJob(app) }),
  live: () => [ratingsTopic],
  rail: ratingNotes,
}

/** `ratings`: somebody has answered; the page fetches itself anew. */
const ratingsTopic: LiveTopic = {
  kind: 'ratings',
  authorize: async (viewer) => can(viewer, 'conversations.supervise'),
  tells: ({ topic }) => (topic === 'ratings' ? 'ratings' : undefined),
  render: async (events) => events.map(({ type }) => ({ data: { type } })),
}
