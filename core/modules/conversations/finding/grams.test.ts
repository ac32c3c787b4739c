import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gramsOf, holds, wantedBy } from './grams.ts'

describe('Grams', () => {
  it('cut Chinese into pairs, and keep words of other scripts whole', () => {
    assert.deepEqual(gramsOf('做Botox要多少钱？'), ['做', 'botox', '要多', '多少', '少钱', '钱'])
    assert.deepEqual(gramsOf('ＶＩＰ卡，138 0000'), ['vip', '卡', '138', '0000'])
    assert.deepEqual(gramsOf('😀 …!'), [])
  })

  it('ask for beginnings of words and of single characters', () => {
    assert.deepEqual(wantedBy('光子嫩 bot'), [
      { gram: '光子', prefix: false },
      { gram: '子嫩', prefix: false },
      { gram: 'bot', prefix: true },
    ])
    assert.deepEqual(wantedBy('痘'), [{ gram: '痘', prefix: true }])
    assert.deepEqual(wantedBy(`"' OR 1=1 --*`), [
      { gram: 'or', prefix: true },
      { gram: '1', prefix: true },
      { gram: '1', prefix: true },
    ])
  })

  it('are checked on the text, whatever its width and case', () => {
    assert.equal(holds('我想做光子嫩肤', '光子嫩肤'), true)
    assert.equal(holds('子嫩光子', '光子嫩'), false)
    assert.equal(holds('ＢＯＴＯＸ 注射', 'botox 注射'), true)
  })
})
