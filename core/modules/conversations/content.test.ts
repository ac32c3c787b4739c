import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Content } from '../../plugin/index.ts'
import { isWeb, presentable, searchable } from './content.ts'

describe('Content that comes in', () => {
  it('leads to the web alone', () => {
    const link = (url: string): Content => presentable({ type: 'link', title: '点我', url })
    assert.equal(link('https://clinic.example/').type, 'link')
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'https://',
      ' https://a.b',
    ])
      assert.deepEqual(link(url), { type: 'unsupported', name: '点我' })
    assert.equal(isWeb(`https://a.example/${'x'.repeat(2000)}`), false)
  })

  it('is bounded, and lies on this earth', () => {
    const long = presentable({ type: 'card', title: 'x'.repeat(1000), app: 'a', page: 'p' })
    assert.equal(long.type === 'card' && long.title.length, 300)
    const nowhere: Content = { type: 'location', latitude: 1000, longitude: 0, label: 'moon' }
    assert.deepEqual(presentable(nowhere), { type: 'unsupported', name: 'moon' })
  })

  it('is found by its words', () => {
    const content: Content = { type: 'choices', head: '满意吗', items: [{ id: '1', text: '很满意' }] }
    assert.equal(searchable({ text: '', data: { content } }).trim(), '满意吗 很满意')
  })
})
