import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CarrierEvents, Heard } from './carrier.ts'
import { createLink, type LinkState } from './link.ts'

/** A link on a fake network and a clock that the test turns. */
function setUp() {
  const opened: {
    by: string
    cursor: string | undefined
    events: CarrierEvents
    told: object[]
    checked: number
  }[] = []
  const timers: { ms: number; work: () => void }[] = []
  const states: LinkState[] = []
  const heard: Heard[] = []
  let renewed = 0
  const link = createLink({
    carry: (by, cursor, events) => {
      const line = { by, cursor, events, told: [] as object[], checked: 0 }
      opened.push(line)
      const close = () => {}
      return { tell: (frame) => line.told.push(frame) > 0, check: () => void line.checked++, close }
    },
    renew: async () => void renewed++,
    heard: (one) => void heard.push(one),
    state: (state) => void states.push(state),
    wait: (ms, work) => {
      const timer = { ms, work }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
    dice: () => 0.5,
  })
  const line = () => opened[opened.length - 1]!
  const elapse = () => {
    const timer = timers.shift()
    timer?.work()
    return timer?.ms
  }
  return { link, opened, states, heard, line, elapse, timers, renewed: () => renewed }
}

test('it resumes after a lost line from the last cursor it heard', () => {
  const { link, line, elapse } = setUp()
  link.start()
  line().events.up()
  line().events.heard({ cursor: 'c1', reset: { messages: [], more: false } })
  line().events.heard({ news: [{ type: 'seen', cursor: 'c2', by: 'agent', upto: 'a', read: true }] })
  line().events.heard({ news: [{ type: 'typing', on: true }] })
  line().events.down(1006)
  assert.equal(elapse(), 1000)
  assert.equal(line().cursor, 'c2')
})

test('the delays grow while the server stays away and start anew once it was there', () => {
  const { link, line, elapse } = setUp()
  link.start()
  const delays = [1, 2, 3].map(() => (line().events.down(1006), elapse()))
  assert.deepEqual(delays, [1000, 2000, 4000])
  line().events.up()
  line().events.down(1006)
  assert.equal(elapse(), 1000)
})

test('where a socket does not connect twice in a row it polls, and tries sockets again when woken', () => {
  const { link, line, elapse, opened } = setUp()
  link.start()
  for (const _ of [1, 2]) {
    line().events.down(1006)
    elapse()
  }
  assert.deepEqual(
    opened.map((one) => one.by),
    ['socket', 'socket', 'poll'],
  )
  line().events.down(0)
  link.wake()
  assert.equal(line().by, 'socket')
})

test('a refused token is renewed once, at once', async () => {
  const { link, line, opened, renewed } = setUp()
  link.start()
  line().events.down(4001)
  await Promise.resolve()
  await Promise.resolve()
  assert.deepEqual([renewed(), opened.length], [1, 2])
  line().events.down(4001)
  await Promise.resolve()
  assert.equal(opened.length, 2)
})

test('a replaced line waits for the visitor, a blocked one ends', () => {
  const { link, line, states, timers, opened } = setUp()
  link.start()
  line().events.down(4002)
  assert.deepEqual([states[states.length - 1], timers.length], ['parked', 0])
  link.wake()
  line().events.down(4003)
  link.wake()
  assert.deepEqual([states[states.length - 1], opened.length], ['blocked', 2])
})

test('a restarting server is met again within three seconds, an overrun one after a minute', () => {
  const { link, line, elapse } = setUp()
  link.start()
  line().events.up()
  line().events.down(1012)
  assert.equal(elapse(), 2000)
  line().events.down(4008)
  assert.equal(elapse(), 60_000)
})

test('looking at the page again checks a line that seems to stand', () => {
  const { link, line, opened } = setUp()
  link.start()
  line().events.up()
  link.wake()
  assert.deepEqual([line().checked, opened.length], [1, 1])
})

test('another visitor starts without the cursor of the last', () => {
  const { link, line } = setUp()
  link.start()
  line().events.up()
  line().events.heard({ cursor: 'c1' })
  link.restart()
  assert.equal(line().cursor, undefined)
})
