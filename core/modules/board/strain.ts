/** What a shift has been like so far. `streak`: milliseconds at work without a break; the rest is of today. */
export type Shift = {
  load: number
  capacity: number
  streak: number
  over: number
  /** Talks that the customer ended within seconds. */
  hangUps: number
  /** Customers whom they had to block. */
  blocks: number
  /** Conversations in which a customer was abusive. */
  abuse: number
}

/** Milliseconds. */
export const hour = 60 * 60 * 1000

/** Whoever has worked this long without a break should take one; after the second of them, at once. */
export const restAfter = 3 * hour
const restNow = 5 * hour
const manyHangUps = 3
const muchAbuse = 3

/** What wears somebody out, as keys below `board.strain.`. */
type Strain = 'full' | 'streak' | 'long-streak' | 'over' | 'hang-ups' | 'blocks' | 'abuse'

/**
 * What weighs on somebody, and whether it is time for a rest: where they are at work, and have been for long, or had to
 * hear too much. Too many conversations alone are a matter for others to help with.
 */
export function strainOf({ load, capacity, streak, over, hangUps, blocks, abuse }: Shift): {
  reasons: Strain[]
  rest: boolean
} {
  const found: [Strain, boolean][] = [
    ['long-streak', streak >= restNow],
    ['streak', streak >= restAfter && streak < restNow],
    ['full', capacity > 0 && load >= capacity],
    ['over', over > 0],
    ['hang-ups', hangUps >= manyHangUps],
    ['blocks', blocks > 0],
    ['abuse', abuse > 0],
  ]
  const reasons = found.flatMap(([strain, is]) => (is ? [strain] : []))
  const isMuch = hangUps >= manyHangUps || blocks > 0 || abuse >= muchAbuse
  return { reasons, rest: streak >= restAfter || (streak > 0 && isMuch) }
}
