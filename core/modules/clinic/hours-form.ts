import { type Fault, Invalid } from '../../errors.ts'
import { datesBetween } from './calendar/dates.ts'
import { type Hours, type Interval, type Weekday, weekdays } from './hours.ts'

/** A form's fields as they came: `open.mon` is ticked, `from.mon` and `until.mon` are one time or several. */
export type HoursFields = Record<string, unknown>

/** One day as the form draws it. An empty time is one to fill in. */
export type DayView = { day: Weekday; open: boolean; rows: { from: string; until: string }[]; fault?: string }

const rowsShown = 2

/** The week that a form says. Throws `Invalid` on `hours.<day>` where times are missing, turned round or overlap. */
export function weekIn(fields: HoursFields): Hours['week'] {
  const faults: Fault[] = []
  const days = weekdays.map((day) => [day, intervalsIn(fields, day, faults)])
  if (faults.length > 0) throw new Invalid(faults)
  return Object.fromEntries(days)
}

/** The fields with one day's times on every day. */
export function copiedToAll(fields: HoursFields, day: string): HoursFields {
  const copies = weekdays.flatMap((each) =>
    ['open', 'from', 'until'].map((part) => [`${part}.${each}`, fields[`${part}.${day}`]]),
  )
  return { ...fields, ...Object.fromEntries(copies) }
}

/** The week as the form draws it: from what was typed, else from what is stored. */
export function weekView(week: Hours['week'], typed?: HoursFields, faults: Faults = {}): DayView[] {
  return weekdays.map((day) => {
    const open = typed ? Boolean(typed[`open.${day}`]) : week[day].length > 0
    return { day, open, rows: rowsOf(week[day], day, typed), fault: faults[`hours.${day}`] }
  })
}

export type Faults = Record<string, string | undefined>

/** The times of one day as a form draws them, with room for one more interval. */
export function rowsOf(intervals: Interval[], day: string, typed?: HoursFields): DayView['rows'] {
  const rows = typed ? filledRows(typed, day) : storedRows(intervals)
  const missing = Math.max(1, rowsShown - rows.length)
  return [...rows, ...Array.from({ length: missing }, () => ({ from: '', until: '' }))]
}

/** Hours with some days that are not as usual: `from` to `to` (`YYYY-MM-DD`, both in it), closed without times. */
export function withException(hours: Hours, fields: HoursFields, today: string): Hours {
  const days = datesBetween(text(fields['date']), text(fields['to']) || text(fields['date']))
  if (!days) throw new Invalid([{ field: 'date', message: 'clinic.fault.dates' }])
  const faults: Fault[] = []
  const day = { 'open.day': true, 'from.day': fields['from'], 'until.day': fields['until'] }
  const intervals = fields['closed'] ? [] : intervalsIn(day, 'day', faults)
  if (faults.length > 0) throw new Invalid(faults)
  const coming = Object.entries(hours.exceptions).filter(([date]) => date >= today)
  const exceptions = { ...Object.fromEntries(coming), ...Object.fromEntries(days.map((d) => [d, intervals])) }
  return { ...hours, exceptions }
}

/** Hours with this day as usual again. */
export function withoutException(hours: Hours, date: string): Hours {
  const { [date]: _, ...exceptions } = hours.exceptions
  return { ...hours, exceptions }
}

/** The intervals that a form says of `day`; what is wrong with them joins `faults` as `hours.<day>`. */
export function intervalsIn(fields: HoursFields, day: string, faults: Fault[]): Interval[] {
  if (!fields[`open.${day}`]) return []
  const rows = filledRows(fields, day)
  const intervals = rows.map(({ from, until }): Interval => [from, until === '00:00' ? '24:00' : until])
  const message = rows.length === 0 ? 'clinic.fault.empty' : faultIn(intervals)
  if (message) faults.push({ field: `hours.${day}`, message })
  return intervals
}

function faultIn(intervals: Interval[]): string | undefined {
  const isTime = (time: string) => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)
  if (!intervals.flat().every(isTime)) return 'clinic.fault.time'
  const times = intervals.flat()
  return times.every((time, at) => at === 0 || (times[at - 1] ?? '') < time)
    ? undefined
    : 'clinic.fault.order'
}

function filledRows(fields: HoursFields, day: string) {
  const [froms, untils] = [list(fields[`from.${day}`]), list(fields[`until.${day}`])]
  const count = Math.max(froms.length, untils.length)
  const rows = Array.from({ length: count }, (_, at) => ({ from: froms[at] ?? '', until: untils[at] ?? '' }))
  return rows.filter(({ from, until }) => from || until)
}

/** A time field has no 24:00: midnight is the 00:00 that a day ends with. */
function storedRows(intervals: Interval[]) {
  return intervals.map(([from, until]) => ({ from, until: until === '24:00' ? '00:00' : until }))
}

function list(value: unknown): string[] {
  return [value ?? []].flat().map(text)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
