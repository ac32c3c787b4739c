import type { DateTime } from 'luxon'
import type { Calendar } from './calendar/calendar.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** From and until, `HH:mm`, of the clinic's own time; until midnight is `24:00`. */
export type Interval = [from: string, until: string]

/**
 * What is kept on public holidays: nothing, what Sunday has, these intervals, or what every other day of the calendar
 * has as well (`usual`), which then leaves the working days that make up for a holiday as they are, too.
 */
export type HolidayHours = 'closed' | 'sunday' | 'usual' | Interval[]

/** Any number of intervals a day; `exceptions` (`YYYY-MM-DD`) win over everything, and no interval means closed. */
export type Hours = {
  week: Record<Weekday, Interval[]>
  exceptions: Record<string, Interval[]>
  /** Closed unless told; of a group or channel: as the clinic unless told. */
  holidays?: HolidayHours
}

/** Some days that keep the same hours: `from` to `to`, both in it. */
export type Span = { from: Weekday; to: Weekday; intervals: Interval[] }

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

/** What is kept on a day: what was said of that date, else what the calendar makes of it, else what its weekday has. */
export function intervalsOn(hours: Hours, calendar: Calendar, day: DateTime): Interval[] {
  const date = day.toISODate() ?? ''
  return hours.exceptions[date] ?? specialHours(hours, calendar, date) ?? hours.week[weekdayOf(day)]
}

/** The hours of a group or channel where they have their own; a date that the clinic keeps otherwise they do, too. */
export function hoursWithin(clinic: Hours, own: Hours | null | undefined): Hours {
  if (!own) return clinic
  const exceptions = { ...clinic.exceptions, ...own.exceptions }
  return { ...own, exceptions, holidays: own.holidays ?? clinic.holidays }
}

/** Whose hours a day has: those of its weekday, of the one that it makes up for, or of a holiday. */
export function kindOfDay({ holidays }: Hours, calendar: Calendar, day: DateTime): Weekday | 'holiday' {
  const special = holidays === 'usual' ? undefined : calendar.get(day.toISODate() ?? '')
  if (special?.kind === 'holiday') return 'holiday'
  return special ? (special.follows ?? 'mon') : weekdayOf(day)
}

/** The weekday of a day in its own time zone. */
export function weekdayOf(day: DateTime): Weekday {
  return weekdays[day.weekday - 1] ?? 'mon'
}

function specialHours({ week, holidays = 'closed' }: Hours, calendar: Calendar, date: string) {
  const special = calendar.get(date)
  if (!special || holidays === 'usual') return undefined
  if (special.kind === 'workday') return week[special.follows ?? 'mon']
  if (holidays === 'closed') return []
  return holidays === 'sunday' ? week.sun : holidays
}

function sameHours(one: Interval[], other: Interval[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
