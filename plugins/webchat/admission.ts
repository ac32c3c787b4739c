import type { Health } from 'qiantai/plugin'
import type { Visitor } from './actions.ts'
import { challengeFor, isSolved } from './challenge.ts'
import { acquaint, bitsFor, pressing } from './crowd.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'

const minute = 60_000
/** How long a flood is worth a warning after the last stranger was challenged. */
const aftermath = 15 * minute
const flood = 'flood'

/**
 * Lets a visitor write. Whoever has written before always may; while too many strangers come, each of them has to work
 * for it once: throws `proof_needed` with a challenge, unless `proof` solves one. Nobody is looked up twice who was let in.
 */
export async function admit({ host, room, who }: Visitor, proof?: string): Promise<void> {
  const { crowd, channel, site } = room
  if (site.newcomers === 0 || crowd.known.has(who)) return
  if (await hasWritten(room, who)) return acquaint(crowd, who)
  const now = host.now()
  const bits = bitsFor(pressing(crowd, who, now), site.newcomers)
  if (bits === 0) return acquaint(crowd, who)
  const asked = { site: channel.key, who }
  if (proof !== undefined && isSolved(host, asked, proof)) return acquaint(crowd, who)
  await tellOfFlood(room, now)
  throw new Refusal('proof_needed', { challenge: challengeFor(host, asked, bits) })
}

/** What an admin should know of: strangers have to work before they may write. */
export async function healthOf({ channel }: Room): Promise<Health[]> {
  const isOn = (await channel.recall(flood)) !== undefined
  return isOn ? [{ level: 'warning', text: 'webchat:health.flood' }] : []
}

async function hasWritten({ channel }: Room, who: string): Promise<boolean> {
  return (await channel.history(who, { limit: 1 })).messages.length > 0
}

/** At once when it begins, and from then on often enough that it does not end by itself. */
async function tellOfFlood({ crowd, channel }: Room, now: number): Promise<void> {
  if (now - crowd.toldAt < 5 * minute) return
  crowd.toldAt = now
  await channel.remember(flood, true, now + aftermath)
  await channel.checkup()
}
