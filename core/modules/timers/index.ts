import type { Module } from '../../module.ts'
import { can } from '../agents/index.ts'
import { limitsOf } from './limits.ts'
import { reportRoutes } from './routes/report.ts'
import { settingsRoutes } from './routes/settings.ts'
import { turnJob } from './turning.ts'
import { lookJob } from './watching.ts'

/** How long customers may wait, and who hears of it where they wait longer. */
export const timers: Module = {
  id: 'timers',
  raises: ['timer.warning', 'timer.breached'],
  menu: [
    {
      href: '/admin/timers',
      label: 'timers.title',
      icon: 'timer',
      permission: 'reception.manage',
      area: 'admin',
      group: 'reception',
    },
  ],
  routes: (app) => [...settingsRoutes(app), ...reportRoutes(app)],
  jobs: (app) => ({ 'timer.turn': turnJob(app), 'timer.look': lookJob(app) }),
  limits: limitsOf,
  layout: async (_, viewer) => ({ seesLimits: can(viewer, 'conversations.supervise') }),
}
