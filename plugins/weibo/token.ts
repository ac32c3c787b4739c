import { createHash } from 'node:crypto'
import type { Channel } from 'qiantai/plugin'
import { type Caller, call } from './api/client.ts'
import type { Account } from './account.ts'
import { text } from './json.ts'

/** Whose a token is, for which app, and when it ends: milliseconds since 1970. */
export type TokenInfo = { uid: string; appKey: string; ends: number }

const hours = 6

/** Asks Weibo about the account's token. Throws like every call; a token that ended is a failure too. */
export async function askToken(caller: Caller): Promise<TokenInfo> {
  const said = await call(caller, { method: 'POST', path: '/oauth2/get_token_info' })
  const seconds = Number(text(said, 'expire_in'))
  const ends = caller.channel.now() + (Number.isFinite(seconds) ? seconds * 1000 : 0)
  return { uid: text(said, 'uid'), appKey: text(said, 'appkey'), ends }
}

/** When the token ends, milliseconds; a past time where it has. Asked anew every six hours, and for a new token. */
export async function tokenEnds(line: { channel: Channel; account: Account }): Promise<number> {
  const { channel, account } = line
  return channel.shared(`token.${fingerprint(account.token ?? '')}`, async () => {
    const ends = await endOf(line)
    return {
      value: ends,
      until: Math.min(channel.now() + hours * 3_600_000, Math.max(ends, channel.now() + 60_000)),
    }
  })
}

async function endOf(line: { channel: Channel; account: Account }): Promise<number> {
  try {
    return (await askToken(line)).ends
  } catch (error) {
    if (error instanceof Error && 'account' in error && error.account === 'refused') return 0
    throw error
  }
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 16)
}
