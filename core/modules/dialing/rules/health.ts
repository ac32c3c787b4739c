import type { Health } from './policy.ts'

/** Outgoing calls of a line: how many, how many of them were answered, and how many of these ended at once. */
export type LineNumbers = { calls: number; answered: number; short: number }

/** In percent, rounded; undefined where there is nothing to measure. */
export type Rates = { answered?: number; short?: number }

/** What ails a line: labels `dialing.health.ails.<ailment>`. */
export type Ailment = 'answered' | 'short'

/** How many of the calls are answered, and how many of the answered are short. */
export function ratesOf({ calls, answered, short }: LineNumbers): Rates {
  return {
    ...(calls > 0 && { answered: Math.round((answered / calls) * 100) }),
    ...(answered > 0 && { short: Math.round((short / answered) * 100) }),
  }
}

/** Why a line should rest, by these thresholds; undefined where it is well, or has too few calls to say. */
export function ailmentOf(numbers: LineNumbers, health: Health): Ailment | undefined {
  if (numbers.calls < health.calls) return undefined
  const rates = ratesOf(numbers)
  if ((rates.answered ?? 100) < health.answered) return 'answered'
  return (rates.short ?? 0) > health.short ? 'short' : undefined
}
