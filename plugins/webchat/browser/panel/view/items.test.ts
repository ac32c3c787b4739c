import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../shared/wire.ts'
import { itemsOf } from './items.ts'

const said = (uid: string, from: Message['from'], at: Date, name?: string): Message => {
  const author = name ? { name } : undefined
  return {
    uid,
    order: uid,
    from,
    author,
    kind: 'text',
    text: uid,
    files: [],
    state: 'sent',
    at: at.toISOString(),
  }
}
const at = (day: number, minute: number) => new Date(2026, 2, day, 10, minute)

test('each day has its separator, and a run of one author is one block', () => {
  const messages = [
    said('a', 'agent', at(1, 0), 'mei'),
    said('b', 'agent', at(1, 1), 'mei'),
    said('c', 'agent', at(1, 2), 'hao'),
    said('d', 'customer', at(2, 0)),
  ]
  const items = itemsOf({ messages, outbox: [], uploads: [] })
  assert.deepEqual(
    items.map((item) => item.kind),
    ['day', 'message', 'message', 'message', 'day', 'message'],
  )
  assert.deepEqual(
    items.map((item) => `${+item.first}${+item.last}`),
    ['11', '10', '01', '11', '11', '11'],
  )
})

test('five minutes of silence begin a new block', () => {
  const items = itemsOf({
    messages: [said('a', 'customer', at(1, 0)), said('b', 'customer', at(1, 6))],
    outbox: [],
    uploads: [],
  })
  assert.equal(items[2]?.first, true)
})

test('what is not sent yet stands after what is', () => {
  const unsent = { uid: 'x', text: 'x', files: [], state: 'waiting' as const, at: at(1, 0).toISOString() }
  const items = itemsOf({ messages: [said('a', 'agent', at(1, 5), 'mei')], outbox: [unsent], uploads: [] })
  assert.equal(items[items.length - 1]?.key, 'x')
})

test('only the newest of the visitor shows how far it got', () => {
  const items = itemsOf({
    messages: [said('a', 'customer', at(1, 0)), said('b', 'customer', at(1, 0))],
    outbox: [],
    uploads: [],
  })
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'message' ? [item.showState] : [])),
    [false, true],
  )
})
