import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Actor } from '../../agents/index.ts'
import { calendarOf } from '../opening.ts'
import { clinicOf } from '../service.ts'
import type { Calendar, OwnDay } from './calendar.ts'
import { saveDays } from './editing.ts'
import { readDays } from './list.ts'

const mostDays = 400

/** What a list would bring: days that are new, that change, and how many are so already; lines with faults. */
export async function previewDays(app: App, text: string) {
  const { timezone } = await clinicOf(app.db)
  const calendar = await calendarOf(app.db, timezone)
  const { days, faults } = readDays(text)
  const news = days.filter((day) => !isKnown(calendar, day))
  const rows = news.map((day) => ({ ...day, before: calendar.get(day.date)?.kind }))
  return { text, news, rows, same: days.length - news.length, bad: faults, isMany: days.length > mostDays }
}

/** Takes the good lines of a list over. Answers how many days are new or changed. Throws `Invalid` where there are none, or too many. */
export async function importDays(app: App, actor: Actor, text: string): Promise<number> {
  const { news, isMany } = await previewDays(app, text)
  if (isMany) throw new Invalid([{ field: 'text', message: 'holidays.fault.many' }])
  if (news.length === 0) throw new Invalid([{ field: 'text', message: 'holidays.fault.none' }])
  await saveDays(app, actor, news)
  return news.length
}

function isKnown(calendar: Calendar, { date, kind, name }: OwnDay): boolean {
  const known = calendar.get(date)
  return known?.kind === kind && known.name['zh-CN'] === name
}
