/** A clock that moves when a test says so. */
export type Clock = {
  now: () => Date
  pass: (seconds: number) => void
  /** It also moves by itself. */
  runs: boolean
}

/** Starts at an ordinary Thursday noon in Shanghai. */
export function createClock(start = '2026-01-15T04:00:00.000Z'): Clock {
  let time = Date.parse(start)
  return { now: () => new Date(time), pass: (seconds) => void (time += seconds * 1000), runs: false }
}

/** Goes with the world, for tests with real browsers, which have clocks of their own. */
export function createRunningClock(): Clock {
  let passed = 0
  return {
    now: () => new Date(Date.now() + passed),
    pass: (seconds) => void (passed += seconds * 1000),
    runs: true,
  }
}
