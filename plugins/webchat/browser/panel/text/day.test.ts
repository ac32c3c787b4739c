import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockLabel, dayLabel, lengthLabel, sizeLabel } from './day.ts'

const names = { today: '今天', yesterday: '昨天' }
const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 9, 5).toISOString()
const now = new Date(2026, 2, 1, 0, 10)

test('today and yesterday have names, also across a month', () => {
  assert.equal(dayLabel(at(2026, 3, 1), 'zh-CN', now, names), '今天')
  assert.equal(dayLabel(at(2026, 2, 28), 'zh-CN', now, names), '昨天')
})

test('older days are dates, with the year where it differs', () => {
  assert.equal(dayLabel(at(2026, 2, 3), 'zh-CN', now, names), '2月3日周二')
  assert.equal(dayLabel(at(2025, 12, 31), 'en', now, names), 'Wed, December 31, 2025')
})

test('times, lengths and sizes are short', () => {
  assert.equal(clockLabel(at(2026, 3, 1)), '09:05')
  assert.equal(lengthLabel(65.4), '1:05')
  assert.equal(sizeLabel(10), '1 KB')
  assert.equal(sizeLabel(2_400_000), '2.3 MB')
})
