import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changesBetween } from './changes.ts'
import type { KeptRule } from './rule.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name, id): KeptRule => ({
  id,
  name,
  conditions: [],
  target: { to: 'bot' },
  priority: 0,
  enabled: true,
})) as [KeptRule, KeptRule, KeptRule, KeptRule]

const said = (before: KeptRule[], after: KeptRule[]) =>
  changesBetween(before, after).map((change) =>
    [change.rule.name, change.kind, 'number' in change ? change.number : ''].join(' ').trim(),
  )

describe('Between two versions of the rules', () => {
  it('is nothing where they are the same', () => {
    assert.deepEqual(said([a, b], [a, b]), [])
  })

  it('rules are added, removed, switched and changed, and none of that moves the others', () => {
    const off = { ...b, enabled: false }
    assert.deepEqual(said([b, c], [a, b, c, d]), ['a added', 'd added'])
    assert.deepEqual(said([a, b, c], [c]), ['a removed', 'b removed'])
    assert.deepEqual(said([a, b], [a, off]), ['b off'])
    assert.deepEqual(said([a, off], [a, b]), ['b on'])
    const [change] = changesBetween([a, b], [a, { ...off, priority: 1 }])
    assert.deepEqual(change, { kind: 'changed', rule: { ...off, priority: 1 }, was: b })
  })

  it('only those are moved that no longer follow the others as they did', () => {
    assert.deepEqual(said([a, b, c, d], [d, a, b, c]), ['d moved 1'])
    assert.deepEqual(said([a, b, c, d], [b, c, d, a]), ['a moved 4'])
    assert.deepEqual(said([a, b, c], [c, d, a]), ['c moved 1', 'd added', 'b removed'])
  })
})
