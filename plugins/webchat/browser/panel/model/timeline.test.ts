import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markSeen, merge } from './timeline.ts'
import type { Message } from '../../shared/wire.ts'

function said(uid: string, order: string, more: Partial<Message> = {}): Message {
  return { uid, order, from: 'customer', kind: 'text', text: uid, files: [], state: 'sent', at: '', ...more }
}

test('messages stand in the order of the server, however they arrive', () => {
  const timeline = merge(merge([], [said('c', '3'), said('a', '1')]), [said('b', '2')])
  assert.deepEqual(
    timeline.map((message) => message.uid),
    ['a', 'b', 'c'],
  )
})

test('the same message twice is one message', () => {
  assert.equal(merge([said('a', '1')], [said('a', '1'), said('a', '1')]).length, 1)
})

test('an old answer that comes late does not turn read into sent', () => {
  const timeline = merge([said('a', '1', { state: 'read' })], [said('a', '1', { state: 'sent' })])
  assert.equal(timeline[0]?.state, 'read')
})

test('the agent reading up to a message marks what the visitor said until then', () => {
  const before = [said('a', '1'), said('b', '2', { from: 'agent' }), said('c', '3')]
  const after = markSeen(before, 'agent', 'b', true)
  assert.deepEqual(
    after.map((message) => message.state),
    ['read', 'sent', 'sent'],
  )
})

test('delivered does not undo read', () => {
  const after = markSeen([said('a', '1', { state: 'read' })], 'agent', 'a', false)
  assert.equal(after[0]?.state, 'read')
})

test('a receipt for a message that is not held changes nothing', () => {
  const before = [said('a', '1')]
  assert.equal(markSeen(before, 'agent', 'x', true), before)
})
