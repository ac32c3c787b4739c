import type { ChannelKind } from 'qiantai/plugin'
import { callbackOf } from '../callback/callback.ts'
import { hookOf } from '../callback/hook.ts'
import { healthOf } from '../health.ts'
import { costsOf, longestText } from '../outbound/parts.ts'
import { repliesOf } from '../replies.ts'
import { textIn } from '../settings.ts'
import { simulateKefu } from '../simulator/index.ts'
import { kefuApi } from './api.ts'
import { checkKefu } from './check.ts'
import { entriesOf } from './entries.ts'
import { kefuFields } from './fields.ts'
import { profileOf } from './profile.ts'
import { listen, ringing } from './ring.ts'
import { sending } from './sending.ts'
import { syncing } from './sync.ts'

/** One account of 微信客服: anybody with WeChat may write, without following. */
export const kefu: ChannelKind = {
  kind: 'kefu',
  sends: true,
  fields: kefuFields,
  can: {
    text: { max: longestText, bytes: true, split: true },
    image: true,
    file: true,
    voice: true,
    video: true,
    link: true,
    card: true,
    choices: true,
  },
  replies: repliesOf(),
  costs: costsOf,
  identify: (settings) => `${textIn(settings, 'corpId')}/${textIn(settings, 'openKfId')}`,
  check: checkKefu,
  simulate: simulateKefu,
  async open(channel) {
    const { api, token } = kefuApi(channel)
    const callback = await callbackOf(channel, textIn(channel.settings, 'corpId'))
    const stopListening = listen(channel)
    return {
      hooks: { '': hookOf(channel, callback, ringing(channel)) },
      tasks: { sync: syncing(channel, api) },
      send: sending(channel, api),
      profile: (who) => profileOf(channel, api, who),
      entries: entriesOf(channel, api),
      health: () => healthOf(channel, token),
      prove: token.prove,
      close: async () => stopListening(),
    }
  },
}
