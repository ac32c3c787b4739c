import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { todayOf } from '../forms.ts'
import { weekdays } from '../hours.ts'
import { calendarOf } from '../opening.ts'
import { holidayChoices, holidaysView } from '../own-hours.ts'
import { clinicOf } from '../service.ts'
import { ownDays } from '../store.ts'
import { type Calendar, type CalendarDay, dayKinds, houseDays, type OwnDay } from './calendar.ts'

type Locale = 'zh-CN' | 'en'

/** One day of a month as it is drawn; `kind` where it is no ordinary one. */
type Cell = { date: string; day: number; kind?: string; name?: string; today: boolean; chosen: boolean }

/** A row of the list: some days in a row that are alike. `own`: an admin said so; `aside`: no holiday after all. */
type Row = {
  date: string
  to?: string
  kind: string
  name: string
  follows?: string
  own: boolean
  aside: boolean
}

/** A year as a calendar and as a list, with what is kept on holidays. `date`: a day that is to be changed. */
export async function holidaysPage(
  app: App,
  locale: Locale,
  { year, date = '', typed = {} }: { year?: number; date?: string; typed?: Partial<Typed> },
) {
  const clinic = await clinicOf(app.db)
  const today = todayOf(clinic, app.clock())
  const shown = year ?? Number(today.slice(0, 4))
  const own = await ownDays(app.db)
  const days = await calendarOf(app.db, clinic.timezone)
  const day = days.get(date)
  return {
    year: shown,
    before: shown - 1,
    after: shown + 1,
    months: monthsOf(shown, { locale, days, today, chosen: date }),
    heads: headsOf(locale),
    rows: rowsOf(`${shown}-`, locale, { days, own, house: houseDays(clinic.timezone) }),
    holidays: holidaysView(clinic.hours.holidays ?? 'closed', holidayChoices, typed.values, typed.faults),
    form: {
      date,
      kind: day?.kind ?? 'holiday',
      name: day?.name[locale] ?? '',
      follows: day?.follows ?? 'mon',
    },
    kinds: dayKinds,
    weekdays,
  }
}

type Drawn = { locale: Locale; days: Calendar; today: string; chosen: string }

function monthsOf(year: number, { locale, days, today, chosen }: Drawn) {
  return Array.from({ length: 12 }, (_, at) => {
    const first = DateTime.utc(year, at + 1, 1)
    const cells = Array.from({ length: first.daysInMonth ?? 0 }, (__, index): Cell => {
      const date = first.plus({ days: index }).toFormat('yyyy-MM-dd')
      const special = days.get(date)
      const known = special && { kind: special.kind, name: special.name[locale] }
      return { date, day: index + 1, ...known, today: date === today, chosen: date === chosen }
    })
    const name = first.setLocale(locale).toFormat(locale === 'en' ? 'LLLL' : 'LLL')
    return { name, blanks: Array.from({ length: first.weekday - 1 }), cells }
  })
}

function headsOf(locale: Locale): string[] {
  const monday = DateTime.utc(2026, 1, 5).setLocale(locale)
  return weekdays.map((_, at) => monday.plus({ days: at }).toFormat('ccccc'))
}

type Known = { days: Calendar; own: OwnDay[]; house: Calendar }

/** What is no ordinary day, and what the house takes for one that an admin has set aside; neighbours alike in one row. */
function rowsOf(year: string, locale: Locale, { days, own, house }: Known): Row[] {
  const said = new Set(own.map(({ date }) => date))
  const aside = [...house.values()].filter(({ date }) => !days.has(date))
  const all = [...days.values(), ...aside].filter(({ date }) => date.startsWith(year))
  const rows: Row[] = []
  for (const day of all.toSorted((one, other) => one.date.localeCompare(other.date))) {
    const row = rowOf(day, locale, { own: said.has(day.date), aside: !days.has(day.date) })
    const last = rows.at(-1)
    if (last && isLike(last, row) && isNext(last.to ?? last.date, row.date)) last.to = row.date
    else rows.push(row)
  }
  return rows
}

function rowOf(
  { date, kind, name, follows }: CalendarDay,
  locale: Locale,
  is: Pick<Row, 'own' | 'aside'>,
): Row {
  return { date, kind, name: name[locale], ...(kind === 'workday' && { follows: follows ?? 'mon' }), ...is }
}

/** What an admin has touched stands alone: it has buttons of its own. */
function isLike(one: Row, other: Row): boolean {
  return !one.own && !other.own && one.kind === other.kind && one.name === other.name
}

function isNext(date: string, next: string): boolean {
  return Date.parse(next) - Date.parse(date) === 24 * 60 * 60_000
}
