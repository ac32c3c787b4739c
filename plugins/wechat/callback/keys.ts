import type { Channel } from 'qiantai/plugin'
import { textIn } from '../settings.ts'

type Ring = { current: string; previous?: string; until?: number }

const overlap = 24 * 3_600_000

/** The keys of an account, the newest first. After a change the platform goes on with the old one for a while. */
export async function keysOf(channel: Channel): Promise<() => string[]> {
  const { current, previous, until = 0 } = await ringOf(channel)
  return () => (previous && channel.now() < until ? [current, previous] : [current])
}

async function ringOf(channel: Channel): Promise<Ring> {
  const current = textIn(channel.settings, 'aesKey')
  const known = await channel.recall<Ring>('keys')
  if (known?.current === current) return known
  const ring = { current, ...(known && { previous: known.current, until: channel.now() + overlap }) }
  await channel.remember('keys', ring)
  return ring
}
