import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import { type Span, spanOf, weekdayKinds } from '../../clinic/index.ts'
import { firstCame } from '../store/day.ts'
import { type Slot, slotMinutes } from './curve.ts'

const lookedBack = 28

/** When most used to come: the full hour that begins with a half hour of the day, in minutes of it. */
export type Peak = { from: number; until: number; count: number }

/** The whole days of the last four weeks that are like this one, of those in which the house was there already. */
export async function daysLike(app: App, day: DateTime): Promise<Span[]> {
  const since = await firstCame(app.db)
  if (since === undefined) return []
  const kindOf = await weekdayKinds(app)
  return Array.from({ length: lookedBack }, (_, index) => day.minus({ days: index + 1 }))
    .filter((other) => kindOf(other) === kindOf(day))
    .map(daySpan)
    .filter(({ from }) => from >= since)
}

/** From the beginning of the clinic's day to its end. */
export function daySpan(day: DateTime): Span {
  const date = day.toISODate() ?? ''
  return spanOf({ from: date, to: date })
}

/** The hour in which most used to come, the first of several; undefined where it is less than one customer. */
export function peakOf(slots: Slot[]): Peak | undefined {
  const hours = slots.slice(1).map(({ minute, usual }, index) => {
    const count = (slots[index]?.usual ?? 0) + usual
    return { from: minute - slotMinutes, until: minute + slotMinutes, count }
  })
  const [most] = hours.toSorted((one, other) => other.count - one.count)
  return most && most.count >= 0.5 ? { ...most, count: Math.round(most.count) } : undefined
}
