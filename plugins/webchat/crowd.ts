/** Who writes on a site, as far as this process knows: enough to see a flood of strangers, and who is none. */
export type Crowd = {
  /** Visitors who have written or were let in; the oldest first. */
  known: Set<string>
  /** Strangers who wanted to write, and when they first did, milliseconds; the oldest first. */
  strangers: Map<string, number>
  /** When admins were last told of a flood, milliseconds. */
  toldAt: number
}

const minute = 60_000
const mostRemembered = 20_000
const leastBits = 15
const mostBits = 20

/** A crowd of nobody. */
export function createCrowd(): Crowd {
  return { known: new Set(), strangers: new Map(), toldAt: -Infinity }
}

/** From now on this visitor is no stranger. */
export function acquaint({ known }: Crowd, who: string): void {
  known.add(who)
  dropOldest(known)
}

/** Counts a stranger who wants to write, once; answers how many different ones did within a minute. */
export function pressing({ strangers }: Crowd, who: string, now: number): number {
  for (const [other, at] of strangers) {
    if (at > now - minute) break
    strangers.delete(other)
  }
  if (!strangers.has(who)) strangers.set(who, now)
  dropOldest(strangers)
  return strangers.size
}

/** How many zero bits a stranger has to find: none up to `most` strangers a minute, one more with each doubling. */
export function bitsFor(strangers: number, most: number): number {
  if (most === 0 || strangers <= most) return 0
  return Math.min(mostBits, leastBits + Math.floor(Math.log2(strangers / most)))
}

function dropOldest(some: Set<string> | Map<string, number>) {
  if (some.size <= mostRemembered) return
  const [oldest] = some.keys()
  if (oldest !== undefined) some.delete(oldest)
}
