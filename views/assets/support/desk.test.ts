import assert from 'node:assert/strict'
import { it } from 'node:test'
import { comesBefore } from './rows.ts'
import { shortTime, waitingLevel, waitingText } from './waiting.ts'

const row = (waiting: string, last: string) => ({ dataset: { waiting, last } })

it('Who waits longest stands first, then who spoke last', () => {
  const long = row('2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z')
  const short = row('2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z')
  const answered = row('', '2026-11-22T10:00:00.000Z')
  const quiet = row('', '2026-11-21T10:00:00.000Z')
  const sorted = [quiet, short, answered, long].toSorted((a, b) => (comesBefore(a, b) ? -1 : 1))
  assert.deepEqual(sorted, [long, short, answered, quiet])
})

it('A wait is told in the fewest characters, and grows warmer', () => {
  assert.equal(waitingText(7, 'en'), '0:07')
  assert.equal(waitingText(3599, 'en'), '59:59')
  assert.equal(waitingText(7200, 'zh-CN'), '2小时')
  assert.deepEqual([30, 120, 600].map(waitingLevel), ['fresh', 'warm', 'hot'])
})

it('Today is told by the clock, yesterday by name, last month by date', () => {
  const now = new Date('2026-11-22T04:00:00Z')
  const told = (at: string) => shortTime(new Date(at), now, 'en', 'Asia/Shanghai')
  assert.equal(told('2026-11-22T00:05:00Z'), '08:05')
  assert.equal(told('2026-11-21T15:59:00Z'), 'Yesterday')
  assert.equal(told('2026-10-02T00:00:00Z'), '10/2')
})
