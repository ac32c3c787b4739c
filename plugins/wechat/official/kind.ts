import type { ChannelKind } from 'qiantai/plugin'
import { appApi, checkApp } from '../app.ts'
import { callbackOf } from '../callback/callback.ts'
import { hookOf } from '../callback/hook.ts'
import { healthOf } from '../health.ts'
import { working } from '../inbound/working.ts'
import { noticesOf, subscriptions, templates } from '../notices/list.ts'
import { costsOf, longestText } from '../outbound/parts.ts'
import { sending, typing } from '../outbound/sending.ts'
import { repliesOf } from '../replies.ts'
import { textIn } from '../settings.ts'
import { simulateOfficial } from '../simulator/index.ts'
import { warnings } from '../warnings.ts'
import { officialDialect } from './dialect.ts'
import { entriesOf } from './entries.ts'
import { officialFields } from './fields.ts'
import { answering, recording } from './greeting.ts'
import { linkingOf } from './linking.ts'
import { menuLimits, menuOf } from './menu.ts'
import { profileOf } from './profile.ts'

/** A 公众号, at best a verified 服务号: customers follow it and write to it. */
export const official: ChannelKind = {
  kind: 'official',
  sends: true,
  fields: officialFields,
  can: {
    text: { max: longestText, bytes: true, split: true },
    image: true,
    voice: true,
    video: true,
    link: true,
    card: true,
    choices: true,
    typing: true,
  },
  replies: repliesOf('choose', 'follow', 'scan'),
  costs: costsOf,
  menu: menuLimits,
  identify: (settings) => textIn(settings, 'appId'),
  warn: warnings,
  check: checkApp,
  simulate: simulateOfficial,
  async open(channel) {
    const { api, token } = appApi(channel)
    const callback = await callbackOf(channel, textIn(channel.settings, 'appId'))
    const notices = noticesOf(channel, [templates(api), subscriptions(api)])
    return {
      hooks: { '': hookOf(channel, callback, answering(channel, callback)) },
      pushed: working({ channel, api, notices, greet: recording(channel) }),
      send: sending(channel, api, officialDialect(channel, api), '/cgi-bin/message/subscribe/bizsend'),
      typing: typing(channel, api),
      profile: (who) => profileOf(api, who),
      entries: entriesOf(channel, api),
      menu: menuOf(api),
      notices,
      linking: linkingOf(channel),
      health: () => healthOf(channel, token),
      prove: token.prove,
      close: async () => {},
    }
  },
}
