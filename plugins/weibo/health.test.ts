import assert from 'node:assert/strict'
import { it } from 'node:test'
import { healthAt } from './health.ts'

const day = 86_400_000

it('The end of the authorisation is told seven days before, and loudly one day before', () => {
  const levels = [30, 7.01, 7, 1.01, 1, 0.01, 0, -3].map((days) => healthAt(days * day, 0))
  assert.deepEqual(
    levels.map(({ level, text }) => `${level} ${text.split('.')[1]}`),
    [
      'good good',
      'good good',
      'warning days',
      'warning days',
      'bad hours',
      'bad hours',
      'bad ended',
      'bad ended',
    ],
  )
  assert.ok(levels.every(({ authorize }) => authorize))
  assert.deepEqual(levels[3]?.values, { days: 1, hours: 24 })
})
