import type { DateTime } from 'luxon'
import type { App } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { type Calendar, calendarWith } from './calendar/calendar.ts'
import { type Hours, hoursWithin, intervalsOn, kindOfDay, spansOf } from './hours.ts'
import { clinicOf } from './service.ts'
import { ownDays, ownHours } from './store.ts'
import { type Timetable, timetable } from './timetable.ts'

/**
 * Names what days of the clinic have in common, to compare customers of like days alone: the weekday, with a working day
 * that makes up for a holiday counted as the one that it follows; holidays; and whether it is open.
 */
export async function weekdayKinds({ db }: Pick<App, 'db'>): Promise<(day: DateTime) => string> {
  const { hours, timezone } = await clinicOf(db)
  const calendar = await calendarOf(db, timezone)
  return (day) => {
    const isOpen = intervalsOn(hours, calendar, day).length > 0
    return `${kindOfDay(hours, calendar, day)} ${isOpen ? 'open' : 'closed'}`
  }
}

/** Whose hours are asked for: a skill group's, else a channel's, else the clinic's. */
export type HoursScope = { teamId?: number | null; channelId?: number | null }

/**
 * When somebody is there for a customer, with holidays and the working days that make up for them. On a transaction
 * `db` is that.
 */
export async function hoursOf({ db }: Pick<App, 'db'>, scope: HoursScope = {}): Promise<Timetable> {
  return timetableOf(db, await keptHours(db, scope))
}

/** Whether somebody is there now, and the hours of the week in words, one line for each span of days. */
export async function openingHours(app: App, locale: string, scope: HoursScope = {}) {
  const kept = await keptHours(app.db, scope)
  const { isOpen } = await timetableOf(app.db, kept)
  const hours = spansOf(kept.hours).map(({ from, to, intervals }) => {
    const [first, last] = [from, to].map((day) => app.i18n.t(locale, `hours.day.${day}`))
    const days = from === to ? first : app.i18n.t(locale, 'hours.span', { from: first, to: last })
    return `${days} ${intervals.map((interval) => interval.join('–')).join(', ')}`
  })
  return { open: isOpen(app.clock()), hours }
}

/** What is kept there, in the time zone of the clinic. */
type Kept = { hours: Hours; timezone: string }

async function keptHours(db: Db, scope: HoursScope): Promise<Kept> {
  const { hours, timezone } = await clinicOf(db)
  return { hours: hoursWithin(hours, await hoursOfScope(db, scope)), timezone }
}

async function timetableOf(db: Db, { hours, timezone }: Kept): Promise<Timetable> {
  const calendar = await calendarOf(db, timezone)
  return timetable((day) => intervalsOn(hours, calendar, day), timezone)
}

/** The days that are no ordinary ones, by date. */
export async function calendarOf(db: Db, timezone: string): Promise<Calendar> {
  return calendarWith(await ownDays(db), timezone)
}

async function hoursOfScope(db: Db, { teamId, channelId }: HoursScope): Promise<Hours | undefined> {
  const team = teamId ? await ownHours(db, `team:${teamId}`) : undefined
  return team ?? (channelId ? await ownHours(db, `channel:${channelId}`) : undefined)
}
