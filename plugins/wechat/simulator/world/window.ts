import { hour } from './clock.ts'

/** How many answers something that the customer does allows, and for how long. */
export type Allowance = { count: number; seconds: number }

/** What a message allows on every kind of account, since 2023. */
export const fromMessage: Allowance = { count: 5, seconds: (48 * hour) / 1000 }

/** What is left of an allowance, until a moment of the provider's. */
type Grant = { left: number; until: number }

/** The answers that a customer has allowed, by what they did. */
export type Window = Map<string, Grant>

/** They did it (again): this allowance starts anew, the others run on. */
export function allow(window: Window, doing: string, { count, seconds }: Allowance, now: number): void {
  window.set(doing, { left: count, until: now + seconds * 1000 })
}

/** The best of what is allowed now; undefined where nothing runs. */
export function allowance(window: Window, now: number): Grant | undefined {
  return running(window, now).toSorted((a, b) => b.left - a.left || b.until - a.until)[0]
}

/** Takes one answer from everything that runs. `closed` and `spent` say why there is none. */
export function spend(window: Window, now: number): 'done' | 'closed' | 'spent' {
  const best = allowance(window, now)
  if (!best) return 'closed'
  if (best.left === 0) return 'spent'
  for (const grant of running(window, now)) grant.left = Math.max(0, grant.left - 1)
  return 'done'
}

function running(window: Window, now: number): Grant[] {
  return [...window.values()].filter((grant) => grant.until > now)
}
