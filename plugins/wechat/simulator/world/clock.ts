/**
 * The provider's time. It runs ahead of the stage's by what `pass` let go by, so that everything remembered ages;
 * what leaves (pushes, lines) is told in the stage's time.
 */
export type Clock = {
  /** Milliseconds, the provider's own. */
  now: () => number
  /** Milliseconds, the stage's: what stands in a push. */
  outside: () => number
  /** When a moment of the provider's was, in the stage's time. */
  seen: (at: number) => number
  pass: (seconds: number) => void
}

/** A clock that begins together with the stage's. */
export function createClock(stageNow: () => number): Clock {
  let ahead = 0
  return {
    now: () => stageNow() + ahead,
    outside: stageNow,
    seen: (at) => at - ahead,
    pass: (seconds) => void (ahead += seconds * 1000),
  }
}

/** A moment as the platform writes it: whole seconds since 1970. */
export const seconds = (at: number) => Math.floor(at / 1000)

/** Milliseconds. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
