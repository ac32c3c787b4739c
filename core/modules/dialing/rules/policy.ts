import type { Interval } from '../../clinic/index.ts'
import type { Region } from './region.ts'

/** What an admin allows; the limits of law and carriers hold all the same. */
export type Policy = {
  /** When campaigns may ring, in the clinic's time zone. */
  hours: Interval[]
  /** Calls to one number in 24 hours and in 7 days that it did not ask for. */
  perDay: number
  perWeek: number
  /** Minutes after they called or wrote in which a call counts as asked for. */
  contactMinutes: number
  /** Calls of one agent on one day of the clinic; 0 is no limit. */
  perAgent: number
  /** ISO codes of countries that may be called. */
  countries: string[]
  regions: Region[]
  /** More area codes that are not called (`0898`). */
  areas: string[]
  health: Health
}

/** When a line rests: so many percent, of the outgoing calls of a day. */
export type Health = {
  on: boolean
  /** Fewer answered than this. */
  answered: number
  /** More of the answered ended within `shortSeconds`. */
  short: number
  shortSeconds: number
  /** Says nothing before it has so many calls. */
  calls: number
  /** Hours that it rests. */
  rest: number
}

/** A clinic that has set nothing. */
export const defaults: Policy = {
  hours: [
    ['09:00', '12:00'],
    ['14:00', '20:00'],
  ],
  perDay: 2,
  perWeek: 3,
  contactMinutes: 30,
  perAgent: 200,
  countries: ['CN'],
  regions: ['xinjiang', 'tibet'],
  areas: [],
  health: { on: false, answered: 20, short: 40, shortSeconds: 10, calls: 20, rest: 24 },
}

const span: Interval = ['08:00', '21:00']

/** What no setting lifts. Carriers: 08:00 to 21:00, and to one number at most 5 calls in a day and 3 in five minutes. */
export const hard = {
  span,
  hours: [span],
  perDay: 5,
  perFiveMinutes: 3,
}
