import assert from 'node:assert/strict'
import { it } from 'node:test'
import { unnamed } from './clinic.ts'
import { type Hours, isOpen, spansOf } from './hours.ts'

const hours: Hours = {
  week: {
    ...unnamed.hours.week,
    wed: [
      ['09:00', '12:00'],
      ['13:30', '20:00'],
    ],
    sun: [],
  },
  exceptions: { '2026-10-01': [], '2026-10-11': [['10:00', '24:00']] },
}
// 2026-10-07 is a Wednesday; Shanghai is eight hours ahead of UTC.
const open = (utc: string) => isOpen(hours, 'Asia/Shanghai', new Date(utc))

it('A clinic is open in its own time zone, not the machine’s', () => {
  assert.equal(open('2026-10-07T01:00:00Z'), true)
  assert.equal(open('2026-10-07T00:59:59Z'), false)
})

it('A clinic closes over noon where its hours say so', () => {
  assert.equal(open('2026-10-07T04:30:00Z'), false)
  assert.equal(open('2026-10-07T06:00:00Z'), true)
})

it('An exception wins over the weekday, both ways', () => {
  assert.equal(open('2026-10-01T03:00:00Z'), false)
  assert.equal(open('2026-10-11T15:59:00Z'), true)
})

it('Days with the same hours are told together, and closed days not at all', () => {
  assert.deepEqual(
    spansOf(hours).map(({ from, to }) => [from, to]),
    [
      ['mon', 'tue'],
      ['wed', 'wed'],
      ['thu', 'sat'],
    ],
  )
})
