import assert from 'node:assert/strict'
import { it } from 'node:test'
import { DateTime } from 'luxon'
import { calendarWith, houseDays } from './calendar/calendar.ts'
import { unnamed } from './clinic.ts'
import { type Hours, hoursWithin, intervalsOn, kindOfDay, spansOf } from './hours.ts'

const hours: Hours = {
  week: { ...unnamed.hours.week, wed: [['09:00', '12:00']], sat: [['10:00', '16:00']], sun: [] },
  exceptions: { '2026-10-03': [['10:00', '12:00']] },
}
const calendar = houseDays('Asia/Shanghai')
const on = (date: string, own: Hours = hours, days = calendar) =>
  intervalsOn(own, days, DateTime.fromISO(date, { zone: 'Asia/Shanghai' }))
    .flat()
    .join('–')

it('A weekday has its hours, and a day that was said has what was said, on a holiday too', () => {
  assert.equal(on('2026-10-14'), '09:00–12:00')
  assert.equal(on('2026-10-03'), '10:00–12:00')
})

it('A public holiday is closed, or what the clinic wants it to be', () => {
  assert.equal(on('2026-10-01'), '')
  assert.equal(on('2026-10-01', { ...hours, holidays: 'usual' }), '09:00–18:00')
  assert.equal(on('2026-10-01', { ...hours, holidays: [['10:00', '15:00']] }), '10:00–15:00')
  const sundays = { ...hours, week: { ...hours.week, sun: hours.week.sat } }
  assert.equal(on('2026-10-01', { ...sundays, holidays: 'sunday' }), '10:00–16:00')
})

it('A working day that makes up for a holiday has Monday’s hours, or those of the weekday that it follows', () => {
  assert.equal(on('2026-09-20'), '09:00–18:00')
  const day = { date: '2026-09-20', kind: 'workday' as const, name: '', follows: 'wed' as const }
  assert.equal(on('2026-09-20', hours, calendarWith([day], 'Asia/Shanghai')), '09:00–12:00')
  assert.equal(on('2026-09-20', { ...hours, holidays: 'usual' }), '')
})

it('A day is like its weekday, like the one that it makes up for, or a holiday', () => {
  const kind = (date: string, own: Hours = hours) => kindOfDay(own, calendar, DateTime.fromISO(date))
  assert.deepEqual(
    ['2026-10-14', '2026-09-20', '2026-10-01'].map((date) => kind(date)),
    ['wed', 'mon', 'holiday'],
  )
  assert.equal(kind('2026-10-01', { ...hours, holidays: 'usual' }), 'thu')
})

it('What an admin says of a day wins over what the house knows', () => {
  const usual = { date: '2026-10-01', kind: 'usual' as const, name: '', follows: null }
  const extra = { date: '2026-12-25', kind: 'holiday' as const, name: '圣诞', follows: null }
  const own = calendarWith([usual, extra], 'Asia/Shanghai')
  assert.equal(on('2026-10-01', hours, own), '09:00–18:00')
  assert.equal(on('2026-12-25', hours, own), '')
})

it('Elsewhere than in China its holidays are days like others', () => {
  assert.equal(houseDays('Europe/Berlin').size, 0)
  assert.equal([...calendar.values()].filter(({ date }) => date.startsWith('2026')).length, 33 + 6)
})

it('A group with its own week is closed on the days on which the clinic is', () => {
  const own: Hours = { week: { ...hours.week, wed: [['08:00', '24:00']] }, exceptions: {} }
  const group = hoursWithin({ ...hours, holidays: 'usual' }, own)
  assert.equal(on('2026-10-14', group), '08:00–24:00')
  assert.equal(on('2026-10-03', group), '10:00–12:00')
  assert.equal(on('2026-10-07', group), '08:00–24:00')
  assert.equal(hoursWithin(hours, null), hours)
})

it('Days with the same hours are told together, and closed days not at all', () => {
  assert.deepEqual(
    spansOf(hours).map(({ from, to }) => [from, to]),
    [
      ['mon', 'tue'],
      ['wed', 'wed'],
      ['thu', 'fri'],
      ['sat', 'sat'],
    ],
  )
})
