import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { qualityOf, type Sample, sampleOf } from './quality.ts'

const before: Sample = { received: 1000, lost: 10, jitter: 5, roundTrip: 40, at: 0 }
const after = (change: Partial<Sample>): Sample => ({ ...before, received: 1100, at: 2000, ...change })

describe('The quality of a call', () => {
  it('is read from what the browser counts', () => {
    const report: [string, object][] = [
      ['a', { type: 'inbound-rtp', packetsReceived: 100, packetsLost: 2, jitter: 0.012 }],
      ['b', { type: 'candidate-pair', state: 'failed', nominated: true, currentRoundTripTime: 9 }],
      ['c', { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.05 }],
    ]
    assert.deepEqual(sampleOf(report, 7), { received: 100, lost: 2, jitter: 12, roundTrip: 50, at: 7 })
    assert.equal(sampleOf([], 7), undefined)
  })

  it('is as good as its worst figure', () => {
    assert.equal(qualityOf(before, after({})).word, 'good')
    assert.equal(qualityOf(before, after({ lost: 14 })).word, 'fair')
    assert.equal(qualityOf(before, after({ jitter: 45 })).word, 'fair')
    assert.equal(qualityOf(before, after({ roundTrip: 700 })).word, 'poor')
    assert.equal(qualityOf(before, after({ jitter: 45, lost: 30 })).word, 'poor')
  })

  it('forgets what was lost before', () => {
    const quality = qualityOf({ ...before, lost: 500 }, after({ lost: 500 }))
    assert.deepEqual([quality.word, quality.lost], ['good', 0])
  })

  it('is silence where nothing comes for seconds', () => {
    const now = after({ received: 1000, at: 6000 })
    assert.equal(qualityOf(before, now, 2000).word, 'silent')
    assert.equal(qualityOf(before, now, 2001).word, 'good')
  })
})
