import { type DayKind, type OwnDay } from './calendar.ts'
import { datesBetween } from './dates.ts'

/** A line that says no day. */
export type BadLine = { line: number; text: string }

/** What a list says, each date once (the last line wins), and the lines that nobody understands. */
export type DayList = { days: OwnDay[]; faults: BadLine[] }

const date = String.raw`\d{4}-\d{2}-\d{2}`
const entry = new RegExp(`^(${date})(?:\\s*(?:~|至|to|\\.\\.)\\s*(${date}))?[\\s,]+(\\S+?)[\\s,]+(.+)$`)
const kinds: [DayKind, RegExp][] = [
  ['holiday', /^(holiday|休|放假|节假日)$/i],
  ['workday', /^(workday|班|上班|调休|补班)$/i],
]
const longestName = 40

/** Reads days line by line, `2027-02-17 holiday 春节` or `2027-02-11 ~ 2027-02-17 放假 春节`, or an iCalendar file. */
export function readDays(text: string): DayList {
  return /^\s*BEGIN:VCALENDAR/i.test(text) ? readCalendar(text) : readLines(text)
}

function readLines(text: string): DayList {
  const lines = text.split(/\r?\n/).map((each, at) => ({ text: each.trim(), line: at + 1 }))
  const read = lines.filter((each) => each.text !== '').map((each) => ({ ...each, days: daysIn(each.text) }))
  return listOf(read)
}

function daysIn(text: string): OwnDay[] | undefined {
  const [, from = '', to = from, word = '', name = ''] = entry.exec(text) ?? []
  const kind = kinds.find(([, words]) => words.test(word))?.[0]
  return kind && daysOf(from, to, kind, name)
}

/** All-day events: their end is the day after. A working day says so in its summary. */
function readCalendar(text: string): DayList {
  const unfolded = text.replace(/\r?\n[ \t]/g, '')
  const events = unfolded.split(/BEGIN:VEVENT/i).slice(1)
  return listOf(
    events.map((event, at) => ({ line: at + 1, text: textIn(event, 'SUMMARY'), days: eventDays(event) })),
  )
}

function eventDays(event: string): OwnDay[] | undefined {
  const [from, end] = [dateIn(event, 'DTSTART'), dateIn(event, 'DTEND')]
  const name = textIn(event, 'SUMMARY')
  if (!from || !name) return undefined
  const kind = /班|workday|make-?up/i.test(name) ? 'workday' : 'holiday'
  return daysOf(from, end && end > from ? dayBefore(end) : from, kind, name)
}

function daysOf(from: string, to: string, kind: DayKind, name: string): OwnDay[] | undefined {
  const dates = datesBetween(from, to)
  return dates?.map((each) => ({ date: each, kind, name: name.trim().slice(0, longestName), follows: null }))
}

function listOf(read: (BadLine & { days: OwnDay[] | undefined })[]): DayList {
  const days = new Map(read.flatMap((each) => each.days ?? []).map((day) => [day.date, day]))
  const faults = read.filter((each) => !each.days).map(({ line, text }) => ({ line, text }))
  return { days: [...days.values()].toSorted((one, other) => one.date.localeCompare(other.date)), faults }
}

function dateIn(event: string, property: string): string | undefined {
  const [, year, month, day] =
    new RegExp(`^${property}[^:]*:(\\d{4})(\\d{2})(\\d{2})`, 'im').exec(event) ?? []
  return year && `${year}-${month}-${day}`
}

function textIn(event: string, property: string): string {
  const [, text = ''] = new RegExp(`^${property}[^:]*:(.*)$`, 'im').exec(event) ?? []
  return text.replace(/\\([,;\\])/g, '$1').trim()
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 60 * 60_000).toISOString().slice(0, 10)
}
