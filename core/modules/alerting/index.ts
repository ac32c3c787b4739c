import type { Module } from '../../module.ts'
import { deliverJob, speakJob } from './delivering.ts'
import { failingAlerts } from './failing.ts'
import { sweepJob } from './keeping.ts'
import { alertsTopic } from './live.ts'
import { destinationRoutes } from './routes/destinations.ts'
import { logRoutes } from './routes/log.ts'

export type { Alert, Level, NewAlert, Words } from './alert.ts'
export { raise } from './raising.ts'
export { addDestination } from './service.ts'
export { deleteAlertsAbout } from './store/alerts.ts'

/** What staff are told where no screen of ours is open. */
export const alerting: Module = {
  id: 'alerting',
  permissions: ['alerts.manage'],
  menu: [
    {
      href: '/admin/alerts',
      label: 'alerts.title',
      icon: 'bell-ring',
      permission: 'alerts.manage',
      area: 'admin',
      group: 'reception',
    },
  ],
  routes: (app) => [...logRoutes(app), ...destinationRoutes(app)],
  jobs: (app) => ({
    'alert.deliver': deliverJob(app),
    'alert.speak': speakJob(app),
    'alert.sweep': sweepJob(app),
  }),
  schedules: [{ name: 'alert.sweep', cron: '40 3 * * *', job: 'alert.sweep' }],
  live: (app) => [alertsTopic(app)],
  alerts: failingAlerts,
}
