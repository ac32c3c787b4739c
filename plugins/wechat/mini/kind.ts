import type { ChannelKind } from 'qiantai/plugin'
import { appApi, checkApp } from '../app.ts'
import { callbackOf } from '../callback/callback.ts'
import { hookOf } from '../callback/hook.ts'
import { keeping } from '../callback/push.ts'
import { healthOf } from '../health.ts'
import { working } from '../inbound/working.ts'
import { noticesOf, subscriptions } from '../notices/list.ts'
import { costsOf, longestText } from '../outbound/parts.ts'
import { sending, typing } from '../outbound/sending.ts'
import { repliesOf } from '../replies.ts'
import { textIn } from '../settings.ts'
import { simulateMini } from '../simulator/index.ts'
import { warnings } from '../warnings.ts'
import { miniDialect } from './dialect.ts'
import { miniFields } from './fields.ts'
import { greeting } from './greeting.ts'

/** The customer service of a 小程序: customers come through a button of it. */
export const mini: ChannelKind = {
  kind: 'mini',
  sends: true,
  fields: miniFields,
  can: {
    text: { max: longestText, bytes: true, split: true },
    image: true,
    link: true,
    card: true,
    typing: true,
  },
  replies: repliesOf('enter'),
  costs: costsOf,
  identify: (settings) => textIn(settings, 'appId'),
  warn: warnings,
  check: checkApp,
  simulate: simulateMini,
  async open(channel) {
    const { api, token } = appApi(channel)
    const callback = await callbackOf(channel, textIn(channel.settings, 'appId'))
    const notices = noticesOf(channel, [subscriptions(api)])
    return {
      hooks: { '': hookOf(channel, callback, keeping) },
      pushed: working({ channel, api, notices, greet: greeting(channel, api) }),
      send: sending(channel, api, miniDialect(channel, api), '/cgi-bin/message/subscribe/send'),
      typing: typing(channel, api),
      notices,
      health: () => healthOf(channel, token),
      prove: token.prove,
      close: async () => {},
    }
  },
}
