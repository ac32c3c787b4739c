import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gradeOf, oneWayIn } from './quality.ts'
import { spansOf } from './spans.ts'

const call = {
  direction: 'in' as const,
  startedAt: '2026-03-02T02:00:00.000Z',
  queuedAt: '2026-03-02T02:00:10.000Z',
  answeredAt: '2026-03-02T02:00:40.000Z',
  endedAt: '2026-03-02T02:02:20.000Z',
  setupMs: 0,
  ringMs: 10_000,
  talkMs: 100_000,
  holdMs: 30_000,
}

describe('The times of a call', () => {
  it('are told in their order, and fill the whole', () => {
    const spans = spansOf(call)
    assert.deepEqual(
      spans.map(({ name, text }) => `${name} ${text}`),
      ['menu 0:10', 'wait 0:20', 'ring 0:10', 'talk 1:10', 'hold 0:30'],
    )
    assert.equal(
      spans.reduce((sum, { share }) => sum + share, 0),
      100,
    )
    assert.deepEqual([spans[0]?.at, spans[1]?.at], [0, spans[0]?.share])
  })

  it('leave out what took no time, and are none before the end', () => {
    const missed = { ...call, answeredAt: null, talkMs: null, holdMs: null, ringMs: null }
    assert.deepEqual(
      spansOf(missed).map(({ name }) => name),
      ['menu', 'wait'],
    )
    assert.deepEqual(spansOf({ ...call, endedAt: null }), [])
  })

  it('know no queue where the call was in none', () => {
    const names = (about: object) => spansOf({ ...call, queuedAt: null, ...about }).map(({ name }) => name)
    assert.deepEqual(names({ answeredAt: null, talkMs: null, holdMs: null, ringMs: null }), ['menu'])
    assert.deepEqual(names({ direction: 'out' }), ['ring', 'talk', 'hold'])
  })
})

describe('The sound of a line', () => {
  const line = { jitter: 5, lost: 0, received: 3000, sent: 3000 }

  it('is as good as its worst part', () => {
    assert.equal(gradeOf(line), 'good')
    assert.equal(gradeOf({ ...line, jitter: 40 }), 'fair')
    assert.equal(gradeOf({ ...line, lost: 6 }), 'poor')
    assert.equal(gradeOf({ ...line, roundTrip: 700 }), 'poor')
  })

  it('is one-way where nothing comes, or nothing goes', () => {
    assert.equal(gradeOf({ ...line, received: 0 }), 'mute')
    assert.equal(gradeOf({ ...line, sent: 0 }), 'deaf')
    assert.equal(gradeOf({ ...line, received: 0, sent: 10 }), 'good')
  })

  it('that is one-way is told of the agent first, who can mend it', () => {
    const mute = { ...line, received: 0 }
    const deaf = { ...line, sent: 0 }
    assert.equal(oneWayIn({ agent: mute, customer: deaf }), 'agent-mute')
    assert.equal(oneWayIn({ agent: line, customer: deaf }), 'customer-deaf')
    assert.equal(oneWayIn({ agent: line, customer: line }), undefined)
    assert.equal(oneWayIn(null), undefined)
  })
})
