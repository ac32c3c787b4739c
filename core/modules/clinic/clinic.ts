import type { Hours, Interval, Weekday } from './hours.ts'
import { weekdays } from './hours.ts'

/** What an admin says once about the clinic, and every page and channel uses. */
export type Clinic = {
  name: string
  /** Uid of a stored image. */
  logo?: string
  /** `#rrggbb`. */
  accent: string
  locale: 'zh-CN' | 'en'
  /** IANA name. */
  timezone: string
  hours: Hours
  privacy: { text: string; version: string; url?: string }
  /** ICP filing number, which Chinese law wants on a public site. */
  icp?: string
}

const workday: Interval[] = [['09:00', '18:00']]

/** A clinic that nobody has described yet. */
export const unnamed: Clinic = {
  name: '前台 Qiantai',
  accent: '#0f766e',
  locale: 'zh-CN',
  timezone: 'Asia/Shanghai',
  hours: {
    week: Object.fromEntries(weekdays.map((day) => [day, workday])) as Record<Weekday, Interval[]>,
    exceptions: {},
  },
  privacy: { text: '', version: '' },
}
