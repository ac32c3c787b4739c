export {
  capabilitiesOf,
  type Channel,
  type ChannelBrief,
  type ChannelState,
  isWanted,
  kindOf,
  sends,
} from './channel.ts'
export { formSchema } from './fields.ts'
export {
  type Actor,
  addChannel,
  channelOf,
  type ChannelForm,
  editChannel,
  openSettings,
  pauseChannel,
  removeChannel,
  reportState,
  resumeChannel,
  rotateKey,
  secretsOf,
} from './service.ts'
export { channelBriefs, findChannel, findChannelByKey, listChannels } from './store.ts'
export { conceal, failureOf, toolsOf } from './tools.ts'
