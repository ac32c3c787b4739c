import type { Module } from '../../module.ts'
import { receptionJobs } from './jobs.ts'
import { abuseBars } from './pages/abuse.ts'
import { transferBars } from './pages/transfer.ts'
import { receptionRoutes } from './routes/index.ts'
import { receptionSettings } from './service/settings.ts'

export type { Explanation } from './decision.ts'
export { acquaintedAgents } from './service/knowing.ts'
export { isThere, leaves } from './service/leaving.ts'
export { placeOf } from './service/places.ts'
export {
  agentSettings,
  channelSettings,
  groupSettings,
  receptionSettings,
  saveReceptionSettings,
} from './service/settings.ts'
export { addRule, editRule, moveRule, removeRule } from './service/rules.ts'
export { decisionsOf } from './store/decisions.ts'
export { listRules, type RuleText } from './store/rules.ts'
export { agentDefaults } from './settings.ts'
export { weightOf } from './world.ts'

/** Who gets whom: one queue, one agent for each customer, whatever channel they use. */
export const reception: Module = {
  id: 'reception',
  raises: ['reception.abuse'],
  menu: [
    {
      href: '/admin/reception',
      label: 'reception.title',
      icon: 'split',
      permission: 'reception.manage',
      area: 'admin',
      group: 'reception',
    },
  ],
  routes: receptionRoutes,
  bars: async (app, viewer, id) =>
    [await transferBars(app, viewer, id), await abuseBars(app, viewer, id)].flat(),
  gives: async ({ db }) => (await receptionSettings(db)).mode === 'automatic',
  jobs: receptionJobs,
  schedules: [{ name: 'reception-sweep', cron: '* * * * *', job: 'reception.sweep' }],
}
