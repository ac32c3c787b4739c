import assert from 'node:assert/strict'
import { it } from 'node:test'
import { meterLevel, restText } from './countdown.ts'

const minutes = (count: number) => count * 60_000

it('The last hour of a window is told to the second, the hours before by their end alone', () => {
  assert.equal(restText(minutes(60)), '')
  assert.equal(restText(minutes(60) - 1000), '59:59')
  assert.equal(restText(61_000), '1:01')
  assert.equal(restText(999), '0:01')
  assert.equal(restText(0), '')
})

it('The last answer and the last half hour are marked, whichever comes first', () => {
  assert.equal(meterLevel({ left: 2, rest: minutes(31) }), 'fine')
  assert.equal(meterLevel({ left: 1, rest: minutes(600) }), 'low')
  assert.equal(meterLevel({ left: 5, rest: minutes(29) }), 'low')
  assert.equal(meterLevel({ rest: minutes(600) }), 'fine')
})
