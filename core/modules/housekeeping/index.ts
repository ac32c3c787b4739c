import type { Module } from '../../module.ts'
import { housekeepingRoutes } from './routes.ts'
import { sweep } from './service.ts'

export { erasePeople } from './erasing.ts'
export { deleteFacts, deleteIn, deletePeople, filesOfPeople } from './store/people.ts'

/** What has to be swept every night, and the jobs that were given up. */
export const housekeeping: Module = {
  id: 'housekeeping',
  permissions: ['jobs.manage'],
  menu: [
    {
      href: '/admin/jobs',
      label: 'jobs.title',
      icon: 'list-checks',
      permission: 'jobs.manage',
      area: 'admin',
      group: 'house',
    },
  ],
  routes: housekeepingRoutes,
  jobs: (app) => ({ sweep: { run: () => sweep(app) } }),
  schedules: [{ name: 'sweep', cron: '30 3 * * *', job: 'sweep' }],
}
