export type { Clinic } from './clinic.ts'
export { type Hours, type Interval, isOpen, spansOf, type Weekday, weekdays } from './hours.ts'
export { brandOf, clinicOf, openingHours, saveClinic } from './service.ts'
export { readSetting, removeSetting, writeSetting } from './store.ts'
