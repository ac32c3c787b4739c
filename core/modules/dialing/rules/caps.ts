/** At most so many in any stretch of so many milliseconds; 0 is no limit. */
export type Cap = { most: number; within: number }

const minute = 60_000
export const day = 24 * 60 * minute
export const week = 7 * day
export const fiveMinutes = 5 * minute

/**
 * When another may follow what was done at these times (ISO 8601 UTC, any order) so that no cap is passed: `at` itself,
 * or later. ISO 8601 UTC.
 */
export function freeAt(times: string[], caps: Cap[], at: string): string {
  const newestFirst = times.map((time) => Date.parse(time)).toSorted((one, other) => other - one)
  return new Date(Math.max(Date.parse(at), ...caps.map((cap) => freeUnder(newestFirst, cap)))).toISOString()
}

/** The last of the newest `most` has to be as old as the stretch is long. */
function freeUnder(newestFirst: number[], { most, within }: Cap): number {
  const last = newestFirst[most - 1]
  return last === undefined ? -Infinity : last + within
}
