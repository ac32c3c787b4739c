/** A clock that moves only when a test says so. */
export type Clock = { now: () => Date; pass: (seconds: number) => void }

/** Starts at an ordinary Thursday noon in Shanghai. */
export function createClock(start = '2026-01-15T04:00:00.000Z'): Clock {
  let time = Date.parse(start)
  return { now: () => new Date(time), pass: (seconds) => void (time += seconds * 1000) }
}
