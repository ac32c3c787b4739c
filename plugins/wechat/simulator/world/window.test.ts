import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { allow, allowance, fromMessage, spend, type Window } from './window.ts'

const touch = { count: 3, seconds: 60 }

/** The same by memory alone: everything that was done and answered, in order. */
type Model = { at: number; what: 'message' | 'touch' | 'answer' }[]

function leftBy(history: Model, what: 'message' | 'touch', now: number): number | undefined {
  const { count, seconds } = what === 'message' ? fromMessage : touch
  const last = history.findLastIndex((entry) => entry.what === what)
  const entry = history[last]
  if (!entry || entry.at + seconds * 1000 <= now) return undefined
  const answered = history.slice(last).filter((later) => later.what === 'answer').length
  return Math.max(0, count - answered)
}

describe('Windows', () => {
  const step = fc.record({
    what: fc.constantFrom('message' as const, 'touch' as const, 'answer' as const),
    after: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 200_000 })),
  })

  it('are what a plain memory of everything says, over simulated weeks', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const window: Window = new Map()
        const history: Model = []
        let now = 0
        for (const { what, after } of steps) {
          now += after * 1000
          const left = [leftBy(history, 'message', now), leftBy(history, 'touch', now)]
            .filter((count) => count !== undefined)
            .sort((a, b) => b - a)[0]
          assert.equal(allowance(window, now)?.left, left)
          if (what === 'answer') {
            const expected = left === undefined ? 'closed' : left === 0 ? 'spent' : 'done'
            assert.equal(spend(window, now), expected)
            if (expected === 'done') history.push({ at: now, what })
          } else {
            allow(window, what, what === 'message' ? fromMessage : touch, now)
            history.push({ at: now, what })
          }
        }
      }),
    )
  })
})
