import type { Module } from '../../module.ts'
import { restJob } from './resting.ts'
import { boardRoutes } from './routes/board.ts'
import { reportRoutes } from './routes/report.ts'

/** What supervisors look at: the conversations, calls and staff of this moment, and the numbers of what is over. */
export const board: Module = {
  id: 'board',
  permissions: ['calls.supervise'],
  raises: ['board.rest'],
  menu: [
    {
      href: '/board',
      label: 'board.title',
      icon: 'activity',
      permission: ['conversations.supervise', 'calls.supervise'],
      area: 'desk',
    },
  ],
  routes: (app) => [...boardRoutes(app), ...reportRoutes(app)],
  jobs: (app) => ({ 'board.rest': restJob(app) }),
  schedules: [{ name: 'board-rest', cron: '*/5 * * * *', job: 'board.rest' }],
}
