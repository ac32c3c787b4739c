import type { Channel, Linking } from 'qiantai/plugin'
import { required } from '../api/api.ts'
import { appTokenCodes } from '../api/codes.ts'
import { exchange } from '../api/exchange.ts'
import { hostIn, textIn } from '../settings.ts'
import { textOf } from '../tree.ts'
import { subjectOf } from './profile.ts'

/** Proves who somebody is in WeChat's own browser, without asking them anything. */
export function linkingOf(channel: Channel): Linking {
  const { settings } = channel
  return {
    fits: (userAgent) => /MicroMessenger/i.test(userAgent) && !/wxwork/i.test(userAgent),
    address({ url, state }) {
      // The platform wants the names in this order.
      const query = new URLSearchParams([
        ['appid', textIn(settings, 'appId')],
        ['redirect_uri', url],
        ['response_type', 'code'],
        ['scope', 'snsapi_base'],
        ['state', state],
      ])
      return `${hostIn(settings, 'openHost')}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    prove: ({ code = '' }) => prove(channel, code),
  }
}

async function prove(channel: Channel, code: string) {
  if (!code) throw channel.failure('wechat:reason.linking', { permanent: true })
  const query = new URLSearchParams({
    appid: textIn(channel.settings, 'appId'),
    secret: textIn(channel.settings, 'appSecret'),
    code,
    grant_type: 'authorization_code',
  })
  const url = `${hostIn(channel.settings, 'apiHost')}/sns/oauth2/access_token?${query}`
  const reply = await exchange(channel, appTokenCodes, url)
  // Whoever only looks at a page's snapshot gets an id that is nobody's.
  if (textOf(reply, 'is_snapshotuser') === '1')
    throw channel.failure('wechat:reason.linking', { permanent: true })
  const who = required(channel, reply, 'openid')
  return { who, profile: { proof: 'verified' as const, ...subjectOf(textOf(reply, 'unionid')) } }
}
