import type { Channel } from 'qiantai/plugin'
import { refusalIn } from './api/exchange.ts'
import type { Token } from './api/token.ts'

/**
 * Proves the account to the platform. Throws a permanent failure where an admin must mend it. A platform that is away
 * opens it all the same: what customers say meanwhile must arrive.
 */
export async function proveAccount(channel: Channel, token: Token): Promise<void> {
  try {
    await token.prove()
  } catch (error) {
    if (refusalIn(error).remedy === 'mend') throw Object.assign(error as Error, { permanent: true })
    channel.log.warn({ error }, 'wechat.not-proven')
  }
}
