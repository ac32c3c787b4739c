/** Milliseconds to wait before try `attempt` (0 is the first retry): 1, 2, 4 … 30 s, ±30 %. `dice` is 0…1. */
export function backoff(attempt: number, dice = Math.random()): number {
  const base = Math.min(30, 2 ** Math.min(attempt, 5))
  return Math.round(base * 1000 * (0.7 + 0.6 * dice))
}
