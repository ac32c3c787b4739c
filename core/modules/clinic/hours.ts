import { DateTime } from 'luxon'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** From and until, `HH:mm`, of the clinic's own time; until midnight is `24:00`. */
export type Interval = [from: string, until: string]

/** Any number of intervals a day; `exceptions` (`YYYY-MM-DD`) win over the weekday, and no interval means closed. */
export type Hours = {
  week: Record<Weekday, Interval[]>
  exceptions: Record<string, Interval[]>
}

/** Some days that keep the same hours: `from` to `to`, both in it. */
export type Span = { from: Weekday; to: Weekday; intervals: Interval[] }

/** Is the clinic open at this moment of its own time zone? */
export function isOpen(hours: Hours, timezone: string, at: Date): boolean {
  const now = DateTime.fromJSDate(at, { zone: timezone })
  const time = now.toFormat('HH:mm')
  return intervalsOn(hours, now).some(([from, until]) => from <= time && time < until)
}

/** The week as spans of days that keep the same hours, closed days left out. */
export function spansOf(hours: Hours): Span[] {
  const spans: Span[] = []
  for (const day of weekdays) {
    const last = spans.at(-1)
    const intervals = hours.week[day]
    if (last && sameHours(last.intervals, intervals)) last.to = day
    else spans.push({ from: day, to: day, intervals })
  }
  return spans.filter((span) => span.intervals.length > 0)
}

function intervalsOn(hours: Hours, day: DateTime): Interval[] {
  const exception = hours.exceptions[day.toISODate() ?? '']
  return exception ?? hours.week[weekdays[day.weekday - 1] ?? 'mon']
}

function sameHours(one: Interval[], other: Interval[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
