import type { Alert, App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import { todayOf } from '../forms.ts'
import { calendarOf } from '../opening.ts'
import { clinicOf } from '../service.ts'
import { type Calendar, keepsChinese } from './calendar.ts'

const announced = 11

/** The State Council says in November what the next year brings: an admin is reminded until somebody has entered it. */
export async function calendarAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  if (!can(viewer, 'settings.manage')) return []
  const clinic = await clinicOf(app.db)
  if (!keepsChinese(clinic.timezone) || clinic.hours.holidays === 'usual') return []
  const [year = 0, month = 0] = todayOf(clinic, app.clock()).split('-').map(Number)
  const calendar = await calendarOf(app.db, clinic.timezone)
  const missing = [year, ...(month >= announced ? [year + 1] : [])].find(
    (each) => !hasHolidays(calendar, each),
  )
  if (missing === undefined) return []
  const text = app.i18n.t(viewer.locale, 'holidays.missing', { year: missing })
  return [{ id: 'holidays', level: 'warning', text, href: `/admin/holidays?year=${missing}` }]
}

function hasHolidays(calendar: Calendar, year: number): boolean {
  return [...calendar.values()].some(({ date, kind }) => kind === 'holiday' && date.startsWith(`${year}-`))
}
