import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDwell } from './dwell.ts'

test('only the time in view counts', () => {
  let now = 0
  const dwell = startDwell(() => now, true)
  now = 10_000
  dwell.hide()
  now = 60_000
  assert.equal(dwell.seconds(), 10)
  dwell.show()
  now = 65_000
  assert.equal(dwell.seconds(), 15)
})

test('a page opened in the background has no dwell until it is shown', () => {
  let now = 0
  const dwell = startDwell(() => now, false)
  now = 30_000
  assert.equal(dwell.seconds(), 0)
  dwell.show()
  dwell.show()
  now = 31_000
  assert.equal(dwell.seconds(), 1)
})
