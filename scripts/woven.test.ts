import assert from 'node:assert/strict'
import { it } from 'node:test'
import { woven } from './woven.ts'

it('A short list is spread evenly among a long one, each in its own order', () => {
  assert.deepEqual(woven(['a', 'b', 'c', 'd', 'e', 'f'], ['1', '2']), [
    'a',
    'b',
    '1',
    'c',
    'd',
    'e',
    '2',
    'f',
  ])
})

it('A list alone stays as it is', () => {
  assert.deepEqual(woven(['a', 'b'], []), ['a', 'b'])
})
