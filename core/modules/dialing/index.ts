import type { Module } from '../../module.ts'
import { coolingAlerts, coolingJob } from './cooling.ts'
import { partedJob } from './refusals/parting.ts'
import { refusalNotes, unwilling } from './refusals/refusing.ts'
import { regionsOf } from './regions.ts'
import { personRoutes } from './routes/person.ts'
import { refusalRoutes } from './routes/refusals.ts'
import { ruleRoutes } from './routes/rules.ts'

export { admit, type CallRequest } from './admit.ts'
export { Refused, type Why } from './refused.ts'
export { type By, type Refusal, type Source } from './refusals/refusal.ts'
export { refusing } from './refusals/refusing.ts'
export { refuseContact } from './refusals/refuse.ts'
export { placeOfNumber } from './regions.ts'
export { telephone } from './telephone.ts'

/** May we call this number now, and with which of ours? */
export const dialing: Module = {
  id: 'dialing',
  menu: [
    {
      href: '/admin/dialing',
      label: 'dialing.title',
      icon: 'phone-outgoing',
      permission: 'lines.manage',
      area: 'admin',
      group: 'phone',
    },
  ],
  routes: (app) => [...ruleRoutes(app), ...refusalRoutes(app), ...personRoutes(app)],
  jobs: (app) => ({ 'dialing.cooling': coolingJob(app), 'dialing.parted': partedJob(app) }),
  schedules: [{ name: 'dialing.cooling', cron: '*/10 * * * *', job: 'dialing.cooling' }],
  alerts: coolingAlerts,
  rail: refusalNotes,
  unwilling,
  regions: regionsOf,
}
