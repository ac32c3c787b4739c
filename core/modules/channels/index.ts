import type { Module } from '../../module.ts'
import { channelAlerts } from './alerts.ts'
import { healthJob } from './health.ts'
import { channelsTopic } from './live.ts'
import { channelRoutes } from './routes.ts'

export { asked, refusalIn } from './asking.ts'
export { channelBrief, channelBriefs } from './brief.ts'
export { builtin, builtinChannel } from './builtin.ts'
export {
  capabilitiesOf,
  type Channel,
  type ChannelBrief,
  isEnabled,
  isWanted,
  kindOf,
  sends,
} from './channel.ts'
export { hasConfiguration, openConfiguration } from './configuration/files.ts'
export { channelIn } from './routes/request.ts'
export { refuseAccount, reportFault } from './faults.ts'
export { accountFrame } from './pages/account.ts'
export { formSchema, forPlugin, imageAddress, splitSecrets } from './fields.ts'
export { fieldGroups, fieldViews, type FormState, readForm } from './form.ts'
export {
  addChannel,
  channelOf,
  editChannel,
  pauseChannel,
  removeChannel,
  reportState,
  resumeChannel,
  rotateKey,
} from './service.ts'
export { openSettings, secretsOf } from './settings.ts'
export { findChannel, findChannelByKey, findChannels, listChannels } from './store.ts'
export { piecesOf } from './notice.ts'
export { finishPush, keepPushes } from './pushes.ts'
export { deletePushes, findPush } from './store/pushes.ts'
export { deleteValues } from './store/values.ts'
export { failureOf, toolsOf } from './tools.ts'
export { forgetValue, type Made, recallValue, rememberValues, sharedValue } from './values.ts'
export { pluginRealm } from './realm.ts'

/** The accounts through which customers reach the clinic, and their admin pages. */
export const channels: Module = {
  id: 'channels',
  permissions: ['channels.manage'],
  menu: [
    {
      href: '/admin/channels',
      label: 'channels.menu',
      icon: 'plug',
      topic: 'channels',
      permission: 'channels.manage',
      area: 'admin',
      group: 'clinic',
    },
  ],
  routes: channelRoutes,
  alerts: channelAlerts,
  jobs: (app) => ({ 'channel.health': healthJob(app) }),
  schedules: [{ name: 'channel-health', cron: '*/10 * * * *', job: 'channel.health' }],
  live: (app) => [channelsTopic(app)],
}
