import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import type { Interval } from './hours.ts'
import { timetable } from './timetable.ts'

const noonBreak: Interval[] = [
  ['09:00', '12:00'],
  ['13:30', '20:00'],
]
const closedAtWeekends = ({ weekday }: DateTime) => (weekday > 5 ? [] : noonBreak)
const clinic = timetable(closedAtWeekends, 'Asia/Shanghai')
// 2026-10-07 is a Wednesday; Shanghai is eight hours ahead of UTC.
const date = (utc: string) => new Date(utc)

it('It is open in its own time zone, from the first second of an interval to before its last', () => {
  assert.equal(clinic.isOpen(date('2026-10-07T00:59:59Z')), false)
  assert.equal(clinic.isOpen(date('2026-10-07T01:00:00Z')), true)
  assert.equal(clinic.isOpen(date('2026-10-07T04:00:00Z')), false)
})

it('Opens at once where it is open, and else next time that it does', () => {
  const opens = (utc: string) => clinic.opensAt(date(utc))?.toISOString()
  assert.equal(opens('2026-10-07T01:30:00.000Z'), '2026-10-07T01:30:00.000Z')
  assert.equal(opens('2026-10-07T04:30:00.000Z'), '2026-10-07T05:30:00.000Z')
  assert.equal(opens('2026-10-09T12:00:00.000Z'), '2026-10-12T01:00:00.000Z')
})

it('Only open time counts towards a limit, over noon, night and weekend', () => {
  const friday = date('2026-10-09T11:50:00Z')
  assert.equal(clinic.openSeconds(friday, date('2026-10-12T01:05:00Z')), 900)
  assert.equal(clinic.openSeconds(date('2026-10-12T01:05:00Z'), friday), 0)
  assert.equal(clinic.addOpenSeconds(friday, 900)?.toISOString(), '2026-10-12T01:05:00.000Z')
  assert.equal(clinic.addOpenSeconds(friday, 0), friday)
})

it('What is always closed never opens and lets no time pass', () => {
  const never = timetable(() => [], 'Asia/Shanghai')
  const at = date('2026-10-07T01:30:00Z')
  assert.deepEqual([never.opensAt(at), never.addOpenSeconds(at, 1)], [undefined, undefined])
})

it('A night on which clocks are changed has the hours that its clocks show', () => {
  const night = timetable(() => [['01:00', '04:00']], 'Europe/Berlin')
  const hoursOn = (day: string) => night.openSeconds(date(`${day}T00:00+01:00`), date(`${day}T12:00Z`)) / 3600
  assert.deepEqual(['2026-03-28', '2026-03-29', '2026-10-25'].map(hoursOn), [3, 2, 4])
})

const zones = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Beirut',
)
const changes = [
  '2026-03-29',
  '2026-10-25',
  '2026-04-04',
  '2026-10-03',
  '2026-09-05',
  '2026-03-28',
  '2026-06-10',
]
const clock = (minutes: number) =>
  minutes === 1440 ? '24:00' : new Date(minutes * 60_000).toISOString().slice(11, 16)
const interval = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 400 }))
  .map(([from, length]): Interval => [clock(from), clock(Math.min(1440, from + length))])
const week = fc.array(fc.array(interval, { maxLength: 3 }), { minLength: 7, maxLength: 7 })
const moment = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -1440, max: 1440 }))
  .map(([day, minutes]) => Date.parse(day) + minutes * 60_000)

it('Says the same as somebody who looks at the wall clock every minute', () => {
  fc.assert(
    fc.property(zones, week, moment, fc.integer({ min: 0, max: 2000 }), (zone, days, from, length) => {
      const on = ({ weekday }: DateTime) => days[weekday - 1] ?? []
      const { isOpen, opensAt, openSeconds, addOpenSeconds } = timetable(on, zone)
      const walked = Array.from({ length }, (_, at) => from + at * 60_000).filter((at) => shows(on, zone, at))
      assert.equal(openSeconds(new Date(from), new Date(from + length * 60_000)), walked.length * 60)
      assert.equal(isOpen(new Date(from)), shows(on, zone, from))
      const [first] = walked
      if (first === undefined) return
      assert.equal(opensAt(new Date(from))?.getTime(), first)
      const last = (walked.at(-1) ?? 0) + 60_000
      assert.equal(addOpenSeconds(new Date(from), walked.length * 60)?.getTime(), last)
    }),
    { numRuns: 80 },
  )
})

function shows(on: (day: DateTime) => Interval[], zone: string, at: number): boolean {
  const now = DateTime.fromMillis(at, { zone })
  const time = now.toFormat('HH:mm')
  return on(now).some(([from, until]) => from <= time && time < until)
}
