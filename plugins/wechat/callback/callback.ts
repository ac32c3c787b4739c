import type { Channel } from 'qiantai/plugin'
import { textIn } from '../settings.ts'
import { unseal } from '../crypto/envelope.ts'
import { keysOf } from './keys.ts'

/** What is agreed on with the platform for its calls to us. */
export type Callback = {
  /** The app id or corp id that every sealed call carries inside. */
  owner: string
  token: string
  /** The keys that may have sealed a call, the newest first. */
  keys: () => string[]
  isSealed: boolean
  checksClock: boolean
}

/** Reads the agreement from an account's settings. `owner` is the app id or corp id. */
export async function callbackOf(channel: Channel, owner: string): Promise<Callback> {
  const { settings } = channel
  return {
    owner,
    token: textIn(settings, 'token'),
    keys: await keysOf(channel),
    isSealed: settings['mode'] !== 'plain',
    checksClock: settings['clockCheck'] !== false,
  }
}

/** The text that was sealed for us, or undefined: with another key, or for somebody else. */
export function unsealed({ keys, owner }: Callback, sealed: string): string | undefined {
  const opened = keys().map((key) => unseal(key, sealed))
  return opened.find((one) => one?.owner === owner)?.text
}

const fiveMinutes = 300_000

/** Was it signed about now? `timestamp` in seconds, `now` in milliseconds. */
export function isFresh({ checksClock }: Callback, timestamp: string, now: number): boolean {
  return !checksClock || Math.abs(now - Number(timestamp) * 1000) <= fiveMinutes
}
