import type { DateTime } from 'luxon'
import { type DayHours, type Interval, timetable } from '../../clinic/index.ts'
import { hard } from './policy.ts'

/** `campaign`: nobody at the clinic dials. `asked`: the customer wants to be called. */
export type Kind = 'campaign' | 'agent' | 'asked'

/** What a clinic keeps: when campaigns may ring, and when it is open. */
export type Times = { hours: Interval[]; opening: DayHours; timezone: string }

/** This moment where a call may ring, else the next at which it may; undefined where there is none within a year. */
export function ringsAt(kind: Kind, times: Times, at: Date): Date | undefined {
  return timetable((day) => allowedOn(day, kind, times), times.timezone).opensAt(at)
}

function allowedOn(day: DateTime, kind: Kind, { hours, opening }: Times): Interval[] {
  if (kind === 'campaign') return within(hours, hard.hours)
  return kind === 'agent' ? hard.hours : [...hard.hours, ...opening(day)]
}

/** What both allow. */
function within(some: Interval[], others: Interval[]): Interval[] {
  const both = some.flatMap(([from, until]) =>
    others.map(([least, most]): Interval => [from > least ? from : least, until < most ? until : most]),
  )
  return both.filter(([from, until]) => from < until)
}
