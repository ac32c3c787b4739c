import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ReplyRule } from '../../../plugin/index.ts'
import { grantOf, momentOf, windowIn } from './window.ts'

const now = '2026-03-02T02:00:00.000Z'
const rules: ReplyRule[] = [
  { after: 'message', count: 5, seconds: 3600 },
  { after: 'enter', seconds: 60 },
]

describe('A reply window', () => {
  it('opens by what the rules name, for so long and so often', () => {
    const until = '2026-03-02T03:00:00.000Z'
    assert.deepEqual(grantOf(rules, 'message', now), { after: 'message', left: 5, until })
    assert.deepEqual(grantOf(rules, 'enter', now), {
      after: 'enter',
      left: null,
      until: '2026-03-02T02:01:00.000Z',
    })
    assert.equal(grantOf(rules, 'follow', now), undefined)
  })

  it('is as generous as the best of what is open, and as long as the longest', () => {
    const message = { after: 'message', left: 2, until: '2026-03-02T03:00:00.000Z' } as const
    const follow = { after: 'follow', left: 4, until: '2026-03-02T02:30:00.000Z' } as const
    const enter = { after: 'enter', left: null, until: '2026-03-02T02:00:30.000Z' } as const
    assert.deepEqual(windowIn([message, follow], now), { open: true, left: 4, until: message.until })
    assert.deepEqual(windowIn([message, enter], now), { open: true, until: message.until })
    assert.deepEqual(windowIn([{ ...message, left: 0 }, follow], now), {
      open: true,
      left: 4,
      until: follow.until,
    })
  })

  it('is closed where all is used up or over, to the millisecond', () => {
    assert.deepEqual(windowIn([], now), { open: false })
    assert.deepEqual(windowIn([{ after: 'message', left: 0, until: '2026-03-02T03:00:00.000Z' }], now), {
      open: false,
    })
    assert.deepEqual(windowIn([{ after: 'message', left: 1, until: now }], now), { open: false })
  })

  it('counts from when the provider says that it was done, but never from the future', () => {
    const earlier = Date.parse(now) - 5000
    assert.equal(momentOf(earlier, now), '2026-03-02T01:59:55.000Z')
    for (const odd of [undefined, Date.parse(now) + 1, Number.NaN]) assert.equal(momentOf(odd, now), now)
    assert.equal(momentOf(-1, now), '1970-01-01T00:00:00.000Z')
  })
})
