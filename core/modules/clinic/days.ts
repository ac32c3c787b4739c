import joi from 'joi'
import { DateTime } from 'luxon'
import { parse } from '../../platform/http/index.ts'

/** Days of the clinic's own time, `YYYY-MM-DD`, both in it. */
export type Days = { from: string; to: string }

/** Moments, ISO 8601 UTC: from the first to before the last. */
export type Span = { from: string; to: string }

const day = joi
  .string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .empty('')
const asked = joi.object<Partial<Days>>({ from: day, to: day })

/** The days that a report's address asks for in either order, the last seven where it names none (or `usual`). Throws Invalid. */
export function daysIn(query: unknown, now: Date, usual = 7): Days {
  const { from = dayBefore(now, usual - 1), to = dayBefore(now, 0) } = parse(asked, query)
  return from <= to ? { from, to } : { from: to, to: from }
}

/** Today and the last 7 and 30 days, for the links of a report. */
export function rangesBefore(now: Date): (Days & { label: string })[] {
  return [
    { label: 'board.today', from: dayBefore(now, 0), to: dayBefore(now, 0) },
    { label: 'board.week', from: dayBefore(now, 6), to: dayBefore(now, 0) },
    { label: 'board.month', from: dayBefore(now, 29), to: dayBefore(now, 0) },
  ]
}

/** From the first moment of these days to the first after them. */
export function spanOf({ from, to }: Days): Span {
  const moment = (day: string, plus: number) =>
    DateTime.fromISO(day).plus({ days: plus }).toUTC().toISO() ?? ''
  return { from: moment(from, 0), to: moment(to, 1) }
}

function dayBefore(now: Date, days: number): string {
  return DateTime.fromJSDate(now).minus({ days }).toISODate() ?? ''
}
