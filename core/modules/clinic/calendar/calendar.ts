import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import type { Weekday } from '../hours.ts'

export const dayKinds = ['holiday', 'workday'] as const
export type DayKind = (typeof dayKinds)[number]

/** A public holiday, or a working day that makes up for one (调休) and has the hours of the weekday that it follows. */
export type CalendarDay = {
  /** YYYY-MM-DD */
  date: string
  kind: DayKind
  name: Record<Locale, string>
  /** Monday unless told. */
  follows: Weekday | null
}

export type Calendar = ReadonlyMap<string, CalendarDay>
type Locale = 'zh-CN' | 'en'

/** What an admin said of a day; `usual` takes away what the house says of it. */
export type OwnDay = { date: string; kind: DayKind | 'usual'; name: string; follows: Weekday | null }

/** As a notice of the State Council says it: from and to, both in it, and the working days around them. */
type Festival = { name: Record<Locale, string>; from: string; to: string; work?: string[] }

const chinese = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Kashgar', 'PRC']
const known = readKnown(join(import.meta.dirname, '../holidays'))

/** The days that the house knows, and over them what an admin said. */
export function calendarWith(own: OwnDay[], timezone: string): Calendar {
  const days = new Map(houseDays(timezone))
  for (const { kind, name, ...day } of own) {
    if (kind === 'usual') days.delete(day.date)
    else days.set(day.date, { ...day, kind, name: { 'zh-CN': name, en: name } })
  }
  return days
}

/** Days by the State Council's notices, for a clinic that lives by China's clock. */
export function houseDays(timezone: string): Calendar {
  return keepsChinese(timezone) ? known : new Map()
}

/** Has this clinic the public holidays that the house knows? */
export function keepsChinese(timezone: string): boolean {
  return chinese.includes(timezone)
}

function readKnown(folder: string): Calendar {
  const festivals = readdirSync(folder).flatMap((file): Festival[] =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  )
  return new Map(festivals.flatMap(daysOf).map((day) => [day.date, day]))
}

function daysOf({ name, from, to, work = [] }: Festival): CalendarDay[] {
  const first = DateTime.fromISO(from, { zone: 'utc' })
  const length = DateTime.fromISO(to, { zone: 'utc' }).diff(first, 'days').days + 1
  const free = Array.from({ length }, (_, at) => first.plus({ days: at }).toFormat('yyyy-MM-dd'))
  const dayOf = (date: string, kind: DayKind) => ({ date, kind, name, follows: null })
  return [...free.map((date) => dayOf(date, 'holiday')), ...work.map((date) => dayOf(date, 'workday'))]
}
