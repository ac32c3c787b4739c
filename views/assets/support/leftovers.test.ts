import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { dropLeftover, keepLeftover, leftoversOf } from './leftovers.ts'

const [hao, yun] = [3, 4]

describe('What an agent could not send any more', () => {
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true })
  beforeEach(() => kept.clear())

  it('is kept once, for its author alone, until they close it', () => {
    keepLeftover(hao, '您好，')
    keepLeftover(hao, '您好，')
    keepLeftover(hao, '价格是')
    assert.deepEqual(leftoversOf(hao), ['您好，', '价格是'])
    assert.deepEqual(leftoversOf(yun), [])
    dropLeftover(hao)
    assert.deepEqual(leftoversOf(hao), ['价格是'])
    dropLeftover(hao)
    assert.equal(kept.size, 0)
  })

  it('is nothing where the browser keeps something else', () => {
    kept.set('qiantai.leftovers.3', '{"broken"')
    assert.deepEqual(leftoversOf(hao), [])
  })
})
