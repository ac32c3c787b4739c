import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Heard } from './carrier.ts'
import type { Locks } from './election.ts'
import type { Link, LinkState } from './link.ts'
import { createLine, type Channel } from './tabs.ts'

/** A browser with one lock, one channel, and clocks that the test turns. */
function browser() {
  const channels: Channel[] = []
  let holder: { lost: (reason: Error) => void } | undefined
  const locks: Locks = {
    request: (_name, { steal }, held) =>
      new Promise((_done, lost) => {
        if (holder && !steal) return
        const before = holder
        holder = { lost }
        void held()
        before?.lost(new Error('stolen'))
      }),
  }
  const open = () => {
    const heard: Heard[] = []
    const states: LinkState[] = []
    const timers: (() => unknown)[] = []
    const links: { told: object[]; stopped: boolean; on: { heard: (heard: Heard) => void } }[] = []
    const channel: Channel = {
      onmessage: null,
      close: () => {},
      postMessage: (data) => channels.forEach((other) => other !== channel && other.onmessage?.({ data })),
    }
    channels.push(channel)
    const line = createLine({
      name: 'site',
      locks,
      channel,
      wait: (_ms, work) => {
        timers.push(work)
        return () => void timers.splice(timers.indexOf(work) >>> 0, 1)
      },
      heard: (one) => heard.push(one),
      state: (state) => states.push(state),
      held: () => [{ type: 'typing', on: false }],
      link: (on): Link => {
        const link = { told: [] as object[], stopped: false, on }
        links.push(link)
        const stop = () => void (link.stopped = true)
        const tell = (frame: object) => void link.told.push(frame)
        return { start: () => on.state('online'), tell, wake: () => {}, restart: () => {}, stop }
      },
    })
    line.start()
    return { line, heard, states, timers, links, channel }
  }
  return { open }
}

test('two tabs share one line, and both hear it', () => {
  const { open } = browser()
  const [first, second] = [open(), open()]
  assert.deepEqual([first.links.length, second.links.length], [1, 0])
  first.links[0]!.on.heard({ cursor: 'c1' })
  assert.deepEqual(first.heard, [{ cursor: 'c1' }])
  assert.deepEqual(second.heard[1], { cursor: 'c1' })
})

test('a tab that comes later learns the state and what is unread', () => {
  const { open } = browser()
  open()
  const second = open()
  assert.deepEqual(second.states, ['online'])
  assert.deepEqual(second.heard, [{ news: [{ type: 'typing', on: false }] }])
})

test('what a follower tells goes over the line of the leader', () => {
  const { open } = browser()
  const [first, second] = [open(), open()]
  second.line.tell({ t: 'typing', on: true })
  assert.deepEqual(first.links[0]!.told, [{ t: 'typing', on: true }])
})

test('a follower whose leader sleeps takes the line', async () => {
  const { open } = browser()
  const [first, second] = [open(), open()]
  first.channel.onmessage = null
  second.line.wake()
  second.timers[0]!()
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(second.line.leads(), true)
  assert.deepEqual([first.line.leads(), first.links[0]!.stopped], [false, true])
})
