import { DateTime } from 'luxon'
import type { Interval } from './hours.ts'

/** The intervals of one day; they may overlap. */
export type DayHours = (day: DateTime) => Interval[]

/** When it is open, answered for moments. A wall clock that shows a time twice is open twice, and one it leaves out is none. */
export type Timetable = {
  timezone: string
  /** The intervals of a day of that time zone. */
  on: DayHours
  isOpen: (at: Date) => boolean
  /** This moment where it is open, else when it opens next; undefined where it does not within a year. */
  opensAt: (at: Date) => Date | undefined
  /** How many seconds between two moments are open; 0 where `to` is not after `from`. */
  openSeconds: (from: Date, to: Date) => number
  /** The first moment at which so many open seconds have passed; undefined where a year without any comes before it. */
  addOpenSeconds: (from: Date, seconds: number) => Date | undefined
}

/** A stretch of open time, milliseconds since 1970; the end is not in it. */
type Opening = [from: number, until: number]

/** A part of a day in which clocks go evenly. `midnight`: when a clock that always went so would have shown 00:00. */
type Stretch = { from: number; until: number; midnight: number }

const longestSearch = 366
const minute = 60_000

/** Answers for moments what `on` says of days in this time zone. */
export function timetable(on: DayHours, timezone: string): Timetable {
  const openings = (from: Date) => openingsFrom(on, timezone, from)
  return {
    timezone,
    on,
    isOpen: (at) => isIn(openingsOn(on, dayOf(at, timezone)), at),
    opensAt: (at) => dateOf(openings(at).next().value?.[0]),
    openSeconds: (from, to) => secondsBefore(openings(from), to),
    addOpenSeconds: (from, seconds) => (seconds > 0 ? momentAfter(openings(from), seconds) : from),
  }
}

function isIn(openings: Opening[], at: Date): boolean {
  return openings.some(([from, until]) => from <= at.getTime() && at.getTime() < until)
}

function secondsBefore(openings: Iterable<Opening>, to: Date): number {
  let open = 0
  for (const [from, until] of openings) {
    if (from >= to.getTime()) break
    open += Math.min(until, to.getTime()) - from
  }
  return open / 1000
}

function momentAfter(openings: Iterable<Opening>, seconds: number): Date | undefined {
  let left = seconds * 1000
  for (const [from, until] of openings) {
    if (left <= until - from) return new Date(from + left)
    left -= until - from
  }
  return undefined
}

/** What is open from this moment on, until a year has none. */
function* openingsFrom(on: DayHours, timezone: string, at: Date): Generator<Opening, undefined> {
  let day = dayOf(at, timezone)
  for (let idle = 0; idle < longestSearch; idle++) {
    const coming = openingsOn(on, day).filter(([, until]) => until > at.getTime())
    for (const [from, until] of coming) yield [Math.max(from, at.getTime()), until]
    if (coming.length > 0) idle = 0
    day = dayAfter(day)
  }
}

function openingsOn(on: DayHours, day: DateTime): Opening[] {
  const intervals = on(day)
  if (intervals.length === 0) return []
  const openings = stretchesOf(day).flatMap(({ from, until, midnight }) =>
    intervals.map(([opens, closes]): Opening => [
      Math.max(from, midnight + sinceMidnight(opens)),
      Math.min(until, midnight + sinceMidnight(closes)),
    ]),
  )
  return joined(openings.filter(([from, until]) => from < until))
}

/** One, or two on a day on which the clocks are changed. */
function stretchesOf(day: DateTime): Stretch[] {
  const [from, until] = [day.toMillis(), dayAfter(day).toMillis()]
  const changed = changeBetween(day, from, until)
  const ends = changed === undefined ? [from, until] : [from, changed, until]
  const asUtc = Date.UTC(day.year, day.month - 1, day.day)
  return ends.slice(1).map((end, at) => {
    const begin = ends[at] ?? from
    return { from: begin, until: end, midnight: asUtc - day.zone.offset(begin) * minute }
  })
}

function changeBetween({ zone }: DateTime, from: number, until: number): number | undefined {
  let [before, after] = [from, until]
  if (zone.offset(before) === zone.offset(after)) return undefined
  while (after - before > minute) {
    const between = before + Math.floor((after - before) / 2 / minute) * minute
    if (zone.offset(between) === zone.offset(from)) before = between
    else after = between
  }
  return after < until ? after : undefined
}

function joined(openings: Opening[]): Opening[] {
  const apart: Opening[] = []
  for (const [from, until] of openings.toSorted(([one], [other]) => one - other)) {
    const last = apart.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], until)
    else apart.push([from, until])
  }
  return apart
}

function dayOf(at: Date, zone: string): DateTime {
  return DateTime.fromJSDate(at, { zone }).startOf('day')
}

/** Where midnight is left out, a day begins later, and the one after it does not. */
function dayAfter(day: DateTime): DateTime {
  return day.plus({ days: 1 }).startOf('day')
}

function sinceMidnight(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time)
}
