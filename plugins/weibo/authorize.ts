import type { OpenChannel, Tools } from 'qiantai/plugin'
import { call } from './api/client.ts'
import type { Account, Line } from './account.ts'
import { text } from './json.ts'

/** The page on which the account's owner gives new leave, and what it brings back. */
export function authorization(line: Line): NonNullable<OpenChannel['authorize']> {
  const { channel, account } = line
  return {
    address: ({ url, state }) => addressOf(account, { url, state }),
    async complete({ code, error, error_description: words }, { url }) {
      if (!code) throw refuse(channel, words || error || 'weibo:reason.declined')
      return { token: await tokenFor(line, code, url) }
    },
  }
}

function addressOf({ hosts, appKey }: Account, { url, state }: { url: string; state: string }): string {
  const query = { client_id: appKey, redirect_uri: url, response_type: 'code', state, forcelogin: 'true' }
  return `${hosts.api}/oauth2/authorize?${new URLSearchParams(query)}`
}

async function tokenFor(line: Line, code: string, url: string): Promise<string> {
  const { channel, account } = line
  const said = await call(line, {
    method: 'POST',
    path: '/oauth2/access_token',
    anonymous: true,
    values: grant(account, code, url),
  })
  const token = text(said, 'access_token')
  if (!token) throw refuse(channel, 'weibo:reason.answer')
  if (text(said, 'uid') !== account.uid) throw refuse(channel, 'weibo:reason.other-account')
  return token
}

/** What Weibo takes for a code. */
export function grant({ appKey, appSecret }: Account, code: string, url: string): Record<string, string> {
  return {
    client_id: appKey,
    client_secret: appSecret,
    grant_type: 'authorization_code',
    code,
    redirect_uri: url,
  }
}

function refuse(tools: Tools, reason: string): Error {
  return tools.failure(reason, { permanent: true })
}
