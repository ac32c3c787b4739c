import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countUnread } from './unread.ts'
import type { Message, News } from './wire.ts'

function said(uid: string, more: Partial<Message> = {}): Message {
  return { uid, order: uid, from: 'agent', kind: 'text', text: '', files: [], state: 'sent', at: '', ...more }
}
const news = (message: Message): News => ({ type: 'message', cursor: '', message })

test('what agents say counts until it is read, also on another device', () => {
  let unread = countUnread([], {
    news: [news(said('1')), news(said('2')), news(said('3', { from: 'customer' }))],
  })
  assert.equal(unread.length, 2)
  unread = countUnread(unread, {
    news: [{ type: 'seen', cursor: '', by: 'customer', upto: '1', read: true }],
  })
  assert.deepEqual(
    unread.map((message) => message.uid),
    ['2'],
  )
})

test('the same message twice counts once, and a read one not at all', () => {
  const unread = countUnread([said('1')], { news: [news(said('1')), news(said('2', { state: 'read' }))] })
  assert.equal(unread.length, 1)
})

test('a reset counts anew', () => {
  const messages = [said('1', { state: 'read' }), said('2'), said('3', { kind: 'event', from: 'system' })]
  assert.deepEqual(countUnread([said('9')], { reset: { messages, more: false } }), [messages[1]])
})
