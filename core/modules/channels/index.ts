import type { Module } from '../../module.ts'
import { channelsTopic } from './live.ts'
import { channelRoutes } from './routes.ts'

export { channelBrief, channelBriefs, iconOf } from './brief.ts'
export {
  capabilitiesOf,
  type Channel,
  type ChannelBrief,
  isEnabled,
  isWanted,
  kindOf,
  sends,
} from './channel.ts'
export { refuseAccount, reportFault } from './faults.ts'
export { formSchema, forPlugin, imageAddress } from './fields.ts'
export { fieldGroups, readForm } from './form.ts'
export {
  addChannel,
  channelOf,
  editChannel,
  openSettings,
  pauseChannel,
  removeChannel,
  reportState,
  resumeChannel,
  rotateKey,
  secretsOf,
} from './service.ts'
export { findChannel, findChannelByKey, listChannels } from './store.ts'
export { keepPushes } from './pushes.ts'
export { deletePushes, emptyPush, findPush } from './store/pushes.ts'
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
      permission: 'channels.manage',
      area: 'admin',
    },
  ],
  routes: channelRoutes,
  live: (app) => [channelsTopic(app)],
}
