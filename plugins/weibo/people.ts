import type { Profile } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { uidOf } from './threads.ts'

const introduced = new WeakMap<Line, Set<string>>()
const remembered = 10_000

/** What is the same about somebody in private and in public: their id, which Weibo itself tells us. */
export function sameness(who: string): Pick<Profile, 'subject' | 'proof'> {
  return { subject: `weibo:${uidOf(who)}`, proof: 'verified' }
}

/** Tells once who this is, before they are heard, so that what they say in private and in public is one person's. */
export async function introduce(line: Line, who: string, known: { name?: string } = {}): Promise<void> {
  const { channel } = line
  if (isKnown(line, who)) return
  try {
    await channel.introduce(who, { ...known, ...sameness(who) })
  } catch (error) {
    if (!isConflict(error)) throw error
    channel.log.warn({ who }, 'weibo.other-person')
  }
  remember(line, who)
}

function isKnown(line: Line, who: string): boolean {
  return introduced.get(line)?.has(who) ?? false
}

function remember(line: Line, who: string) {
  const known = introduced.get(line) ?? new Set()
  if (known.size >= remembered) known.clear()
  introduced.set(line, known.add(who))
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 409
}
