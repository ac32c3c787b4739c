import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Heard } from './carrier.ts'
import { carryBySocket, type Socket } from './socket.ts'

function setUp() {
  const said: { t: string }[] = []
  const seen: (string | number | Heard)[] = []
  const timers: { ms: number; work: () => void }[] = []
  const socket: { -readonly [name in keyof Socket]: Socket[name] } = {
    readyState: 1,
    send: (text) => void said.push(JSON.parse(text) as { t: string }),
    close: () => {},
    onopen: null,
    onmessage: null,
    onclose: null,
  }
  const carrier = carryBySocket(
    socket,
    { token: 'secret', client: 'tab-12345', cursor: 'c1', locale: 'en' },
    { up: () => seen.push('up'), heard: (heard) => seen.push(heard), down: (code) => seen.push(code) },
    (ms, work) => {
      const timer = { ms, work }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
  )
  const hear = (frame: object) => socket.onmessage?.({ data: JSON.stringify(frame) })
  return { socket, carrier, said, seen, hear, timers, elapse: () => timers.shift()?.work() }
}

test('the token goes into the first frame and is told nothing before the welcome', () => {
  const { socket, carrier, said, hear } = setUp()
  socket.onopen?.()
  assert.equal(carrier.tell({ t: 'typing', on: true }), false)
  assert.deepEqual(said, [{ t: 'hello', token: 'secret', client: 'tab-12345', cursor: 'c1', locale: 'en' }])
  hear({ t: 'welcome', cursor: 'c2', news: [] })
  assert.equal(carrier.tell({ t: 'typing', on: true }), true)
})

test('nothing is said to a socket that is closing', () => {
  const { socket, carrier, said, hear } = setUp()
  hear({ t: 'welcome', cursor: 'c2', news: [] })
  socket.readyState = 2
  assert.equal(carrier.tell({ t: 'typing', on: true }), false)
  assert.deepEqual(said, [])
})

test('a welcome that resets carries the newest page', () => {
  const { hear, seen } = setUp()
  hear({ t: 'welcome', cursor: 'c2', reset: true, messages: [], more: true })
  assert.equal(seen[0], 'up')
  assert.deepEqual((seen[1] as Heard).reset, { messages: [], more: true, conversation: undefined })
})

test('a line without a pong is dead', () => {
  const { hear, said, seen, elapse, timers } = setUp()
  hear({ t: 'welcome', cursor: 'c2', news: [] })
  elapse()
  assert.deepEqual(said, [{ t: 'ping' }])
  assert.equal(timers[0]?.ms, 10_000)
  elapse()
  assert.equal(seen[2], 0)
})

test('a pong keeps the line', () => {
  const { hear, seen, elapse, timers } = setUp()
  hear({ t: 'welcome', cursor: 'c2', news: [] })
  elapse()
  hear({ t: 'pong' })
  assert.equal(timers[0]?.ms, 25_000)
  assert.equal(seen.length, 2)
})

test('no welcome within ten seconds is no connection', () => {
  const { seen, elapse } = setUp()
  elapse()
  assert.deepEqual(seen, [0])
})

test('closing it ourselves is no loss', () => {
  const { carrier, socket, seen } = setUp()
  carrier.close()
  socket.onclose?.({ code: 1000 })
  assert.deepEqual(seen, [])
})
