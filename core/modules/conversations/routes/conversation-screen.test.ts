import assert from 'node:assert/strict'
import { it } from 'node:test'
import { snoozesAt, withDays } from './conversation-screen.ts'

const labels = (at: string) => snoozesAt(new Date(at), 'en').map(({ label }) => label.split('.').at(-1))

it('An evening that has begun is not offered any more', () => {
  assert.deepEqual(labels('2026-11-25T10:00:00'), ['hour', 'evening', 'tomorrow', 'monday'])
  assert.deepEqual(labels('2026-11-25T19:00:00'), ['hour', 'tomorrow', 'monday'])
})

it('On a Sunday, tomorrow and Monday are one choice', () => {
  assert.deepEqual(labels('2026-11-22T19:00:00'), ['hour', 'tomorrow'])
})

it('The first message of each day begins it', () => {
  const days = withDays([{ day: '2026-11-24' }, { day: '2026-11-24' }, { day: '2026-11-25' }])
  assert.deepEqual(
    days.map(({ startsDay }) => startsDay),
    [true, false, true],
  )
})
