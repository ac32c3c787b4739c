import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { split } from './split.ts'

describe('A long text', () => {
  it('is cut after a sentence', () => {
    const text = '您好，今天下午三点有空位。请问您方便过来吗？我们在二楼。'
    assert.deepEqual(split(text, 60), ['您好，今天下午三点有空位。', '请问您方便过来吗？我们在二楼。'])
  })

  it('is cut at a line rather than at a sentence', () => {
    assert.deepEqual(split('第一项：水光针。\n第二项：热玛吉。很受欢迎。', 57), [
      '第一项：水光针。',
      '第二项：热玛吉。很受欢迎。',
    ])
  })

  it('is cut in a word only where there is nothing else', () => {
    assert.deepEqual(split('x'.repeat(5), 2), ['xx', 'xx', 'x'])
  })

  it('stays whole where it fits, and is nothing where it is empty', () => {
    assert.deepEqual(split('字'.repeat(682), 2048), ['字'.repeat(682)])
    assert.deepEqual(split(' \n', 2048), [])
  })

  it('loses nothing but space, and no part is too long or breaks a character', () => {
    const text = fc.string({
      unit: fc.constantFrom('字', 'a', '😊', '。', '\n', ' ', '，', '.'),
      maxLength: 300,
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 60 }), (words, bytes) => {
        const parts = split(words, bytes)
        assert.equal(parts.join('').replaceAll(/\s/g, ''), words.replaceAll(/\s/g, ''))
        for (const part of parts) assert.ok(part && Buffer.byteLength(part) <= bytes && part.isWellFormed())
      }),
    )
  })
})
