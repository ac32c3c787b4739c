import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fans } from './fans.ts'

const settings = Object.fromEntries(fans.fields.map(({ name, default: value }) => [name, value]))

describe('The kind of channel', () => {
  it('lets whoever did something be answered for 48 hours, and whoever named us once', () => {
    const rules = fans.replies?.(settings) ?? []
    const two = rules.filter(({ seconds }) => seconds === 48 * 3600)
    assert.deepEqual(
      two.map(({ after, count }) => [after, count]),
      [
        ...['message', 'follow', 'subscribe', 'choose', 'scan'].map((after) => [after, undefined]),
        ['mention', 1],
      ],
    )
    assert.ok(
      rules.some(({ after, count, seconds }) => after === 'comment' && !count && seconds > 300 * 86_400),
    )
  })

  it('takes the rules of Weibo from the settings, should they change', () => {
    const rules = fans.replies?.({ ...settings, windowHours: 72, mentionReplies: 3 }) ?? []
    assert.ok(rules.some(({ after, seconds }) => after === 'message' && seconds === 72 * 3600))
    assert.ok(rules.some(({ after, count }) => after === 'mention' && count === 3))
  })

  it('is the account of its number, whatever else is entered', () => {
    assert.equal(fans.identify({ uid: '1902538057', appKey: '1' }), '1902538057')
  })

  it('warns of what is unwise', () => {
    const warn = (change: object) => fans.warn?.({ ...settings, operatorIp: '203.0.113.7', ...change })
    assert.deepEqual(warn({}), [])
    assert.deepEqual(warn({ clock: false }), ['weibo:warning.clock'])
    assert.deepEqual(warn({ operatorIp: '' }), ['weibo:warning.operator-ip'])
    assert.deepEqual(warn({ operatorIp: '', comments: false, mentions: false }), [])
    assert.deepEqual(warn({ messageHost: 'http://m.api.weibo.com' }), ['weibo:warning.plain'])
  })
})
