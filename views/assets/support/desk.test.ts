import assert from 'node:assert/strict'
import { it } from 'node:test'
import { comesBefore } from './rows.ts'
import { limitOf, shortTime, waitingLevel, waitingText } from './waiting.ts'

const row = (rank: string, last: string) => ({ dataset: { rank, last } })

it('Who waits stands first, by priority and then by how long, then who spoke last', () => {
  const urgent = row('72026-11-22T09:30:00.000Z', '2026-11-22T09:30:00.000Z')
  const long = row('92026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z')
  const short = row('92026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z')
  const answered = row('z', '2026-11-22T10:00:00.000Z')
  const quiet = row('z', '2026-11-21T10:00:00.000Z')
  const sorted = [quiet, short, answered, long, urgent].toSorted((a, b) => (comesBefore(a, b) ? -1 : 1))
  assert.deepEqual(sorted, [urgent, long, short, answered, quiet])
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

it('a time limit counts down to it, warms, and counts up from it; over night it says by when', () => {
  const limit = { warn: '2026-01-15T04:00:48.000Z', due: '2026-01-15T04:01:00.000Z' }
  const at = (seconds: number) =>
    limitOf(Date.parse('2026-01-15T04:00:00.000Z') + seconds * 1000, limit, 'en', 'Asia/Shanghai')
  assert.deepEqual(at(15), { text: '−0:45', level: 'fresh' })
  assert.deepEqual(at(48), { text: '−0:12', level: 'warm' })
  assert.deepEqual(at(140), { text: '+1:20', level: 'hot' })
  assert.deepEqual(at(-9 * 3600), { text: '12:01', level: 'rest' })
  assert.deepEqual(at(-50 * 3600), { text: 'Thu', level: 'rest' })
})
