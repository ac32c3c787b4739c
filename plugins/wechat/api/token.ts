import type { Channel, Tools } from 'qiantai/plugin'
import { numberOf, textOf, type Tree } from '../tree.ts'
import { digest } from '../uid.ts'

/** The access token of an account, one for all processes. */
export type Token = {
  value: () => Promise<string>
  /** Drops it, if it still is the one that was used. */
  drop: (used: string) => Promise<void>
  /** Asks the platform anew, whether a token is known or not. Throws what is wrong with the account. */
  prove: () => Promise<void>
}

/** Asks for a token with these tools; answers what the platform replies. */
export type Ask = (tools: Tools) => Promise<Tree>

// Both the old and the new token work in the last five minutes.
const overlap = 300

/** `about`: what the token depends on; another secret has another token. */
export function tokenOf(channel: Channel, about: string, ask: Ask): Token {
  const name = `token:${digest(about)}`
  const make = async () => {
    const reply = await ask(channel)
    const seconds = Math.max(numberOf(reply, 'expires_in') - overlap, 30)
    return { value: textOf(reply, 'access_token'), until: channel.now() + seconds * 1000 }
  }
  return {
    value: () => channel.shared(name, make),
    drop: (used) => channel.forget(name, used),
    prove: async () => void (await ask(channel)),
  }
}
