import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { split } from './split.ts'

describe('A long text', () => {
  it('stays one where it fits', () => {
    assert.deepEqual(split('  您好。\n请坐。 ', 20), ['您好。\n请坐。'])
    assert.deepEqual(split(' \n ', 20), [])
  })

  it('is cut after a line, else a sentence, else a clause, else a word', () => {
    assert.deepEqual(split('一二三四五。\n六七八九十。甲乙丙丁', 10), [
      '一二三四五。',
      '六七八九十。甲乙丙丁',
    ])
    assert.deepEqual(split('术后请防晒。三天内不要沾水', 10), ['术后请防晒。', '三天内不要沾水'])
    assert.deepEqual(split('术后请防晒，三天内不要沾水', 10), ['术后请防晒，', '三天内不要沾水'])
    assert.deepEqual(split('please come tomorrow', 15), ['please come', 'tomorrow'])
  })

  it('keeps a closing quote with its sentence', () => {
    assert.deepEqual(split('她说：“可以的。”我们明天见面聊', 10), ['她说：“可以的。”', '我们明天见面聊'])
  })

  it('is cut anywhere where nothing invites to it, but never through a character', () => {
    assert.deepEqual(split('好'.repeat(12), 5), ['好好好好好', '好好好好好', '好好'])
    assert.deepEqual(split('😀'.repeat(4), 5), ['😀😀', '😀😀'])
  })

  it('loses nothing but the space at its cuts, and fits always', () => {
    const texts = fc.string({
      unit: fc.constantFrom('好', 'a', ' ', '\n', '。', '，', '😀', '.', '”'),
      maxLength: 400,
    })
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 60 }), (text, max) => {
        const parts = split(text, max)
        assert.ok(parts.every((part) => part.length <= max && part.trim() === part && part))
        assert.equal(parts.join('').replace(/\s/g, ''), text.replace(/\s/g, ''))
        assert.ok(parts.every((part) => part.isWellFormed()))
      }),
    )
  })
})
