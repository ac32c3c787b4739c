import type { Module } from '../../module.ts'
import { calendarAlerts } from './calendar/alerts.ts'
import { holidayRoutes } from './calendar/routes.ts'
import { clinicRoutes } from './routes.ts'

export type { Clinic } from './clinic.ts'
export { type Days, daysIn, rangesBefore, type Span, spanOf } from './days.ts'
export { clinicForms, saveHours, savePrivacy } from './forms.ts'
export { type Hours, type Interval, type Weekday, weekdayOf, weekdays } from './hours.ts'
export { saveLook } from './look.ts'
export { hoursOf, openingHours, weekdayKinds } from './opening.ts'
export { ownHoursIn, ownHoursView } from './own-hours.ts'
export { clinicForm } from './routes.ts'
export { brandOf, clinicOf, keepBrand, keepTimezone, saveClinic } from './service.ts'
export { readSetting, removeSetting, writeSetting } from './store.ts'
export { type DayHours, type Timetable, timetable } from './timetable.ts'

/** What the clinic says of itself: name, look, hours, privacy text. */
export const clinic: Module = {
  id: 'clinic',
  permissions: ['settings.manage'],
  menu: [
    {
      href: '/admin/clinic',
      label: 'clinic.title',
      icon: 'building-2',
      permission: 'settings.manage',
      area: 'admin',
      group: 'clinic',
    },
    {
      href: '/admin/holidays',
      label: 'holidays.title',
      icon: 'calendar-days',
      permission: 'settings.manage',
      area: 'admin',
      group: 'clinic',
    },
  ],
  routes: (app) => [...clinicRoutes(app), ...holidayRoutes(app)],
  alerts: calendarAlerts,
}
