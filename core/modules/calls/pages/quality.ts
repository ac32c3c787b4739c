import type { Quality } from '../../../plugin/index.ts'
import type { Party } from '../call.ts'
import { oneWay } from '../one-way.ts'

/** How a line sounded. Labels: `calls.quality.grade.<grade>`, with what to do about it in `calls.quality.advice.<grade>`. */
export type Grade = 'good' | 'fair' | 'poor' | 'deaf' | 'mute'

/** From when on ears notice (milliseconds, percent), and from when on people ask again. */
const jitterSteps = [30, 60]
const lostSteps = [1, 4]
const roundTripSteps = [300, 600]

/** The lines of a call's parties with a word for each. Seen from the exchange: `received` is what the party said. */
export function qualityLines(quality: Partial<Record<Party, Quality>> | null) {
  return (['customer', 'agent', 'guest', 'supervisor'] as const).flatMap((party) => {
    const line = quality?.[party]
    if (!line) return []
    const { jitter, lost, roundTrip, codec } = line
    return [
      {
        party,
        grade: gradeOf(line),
        codec,
        jitter: Math.round(jitter),
        lost: lost.toFixed(1),
        ...(roundTrip !== undefined && { roundTrip: Math.round(roundTrip) }),
      },
    ]
  })
}

/** Who of agent and customer is not heard, or hears nothing, the agent first: they can mend it. Labels: `calls.one-way.<is>`. */
export function oneWayIn(quality: Partial<Record<Party, Quality>> | null) {
  for (const party of ['agent', 'customer'] as const) {
    const way = quality?.[party] && oneWay(quality[party])
    if (way) return `${party}-${way}` as const
  }
  return undefined
}

/** One word for a line: nothing heard of them, nothing heard by them, or how clearly. */
export function gradeOf(line: Quality): Grade {
  const way = oneWay(line)
  if (way) return way
  const { jitter, lost, roundTrip = 0 } = line
  const steps = [level(jitter, jitterSteps), level(lost, lostSteps), level(roundTrip, roundTripSteps)]
  return (['good', 'fair', 'poor'] as const)[Math.max(...steps)] ?? 'poor'
}

function level(value: number, steps: number[]): number {
  return steps.filter((step) => value >= step).length
}
