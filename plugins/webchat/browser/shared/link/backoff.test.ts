import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoff } from './backoff.ts'

test('the wait doubles from one second to thirty', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, 0.5))
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
})

test('the wait differs by thirty per cent either way, so that clients do not return together', () => {
  assert.equal(backoff(0, 0), 700)
  assert.equal(backoff(0, 1), 1300)
})
