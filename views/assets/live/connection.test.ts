import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ClientFrame, ServerFrame } from '../../../core/platform/realtime/frames.ts'
import { Connection, SignedOut, type State, type WireEvents, type World } from './connection.ts'

/** A world without network or time: sockets that the test answers for, and timers that it turns. */
function world() {
  const wires: (WireEvents & { sent: ClientFrame[]; closed: boolean })[] = []
  const states: State[] = []
  const heard: (ServerFrame | string)[] = []
  const timers = new Map<number, { at: number; run: () => void }>()
  const clock = { now: 0, timer: 0, ticket: async () => 'ticket' }
  const fake: World = {
    connect(events) {
      const wire = { ...events, sent: [] as ClientFrame[], closed: false }
      wires.push(wire)
      return { send: (text) => wire.sent.push(JSON.parse(text)), close: () => void (wire.closed = true) }
    },
    ticket: () => clock.ticket(),
    after(milliseconds, run) {
      const id = ++clock.timer
      timers.set(id, { at: clock.now + milliseconds, run })
      return () => timers.delete(id)
    },
    random: () => 0.5,
  }
  const connection = new Connection(fake, {
    state: (state) => states.push(state),
    ready: (renewed) => heard.push(renewed ? 'renewed' : 'ready'),
    frame: (frame) => heard.push(frame),
  })

  async function pass(milliseconds: number) {
    clock.now += milliseconds
    for (const [id, { at, run }] of timers) if (at <= clock.now && timers.delete(id)) run()
    await settled()
  }

  /** The newest socket, greeted. */
  async function greeted() {
    await settled()
    const wire = wires.at(-1)
    assert.ok(wire)
    wire.open()
    wire.message(JSON.stringify({ t: 'hello', session: 1 }))
    return wire
  }

  return { connection, wires, states, heard, clock, pass, greeted }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('The connection of a tab', () => {
  it('greets with a ticket and hears frames', async () => {
    const { states, heard, greeted } = world()
    const wire = await greeted()
    wire.message(JSON.stringify({ t: 'reset' }))
    assert.deepEqual(wire.sent, [{ t: 'hello', ticket: 'ticket' }])
    assert.deepEqual(heard, ['ready', { t: 'reset' }])
    assert.deepEqual(states, ['connecting', 'connected'])
  })

  it('comes back after 1, 2, 4 … 30 seconds, and starts over when it got through', async () => {
    const { wires, pass, greeted } = world()
    await settled()
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      const before = wires.length
      wires.at(-1)?.close(1006)
      await pass(seconds * 1000 - 1)
      assert.equal(wires.length, before)
      await pass(1)
      assert.equal(wires.length, before + 1, `after ${seconds} s`)
    }
    const wire = await greeted()
    wire.close(1012)
    await pass(1000)
    assert.notEqual(wires.at(-1), wire)
  })

  it('pings after silence and takes a server that does not answer for gone', async () => {
    const { states, pass, greeted } = world()
    const wire = await greeted()
    await pass(25_000)
    assert.deepEqual(wire.sent.at(-1), { t: 'ping' })
    wire.message(JSON.stringify({ t: 'pong' }))
    await pass(25_000)
    await pass(10_000)
    assert.ok(wire.closed)
    assert.equal(states.at(-1), 'offline')
  })

  it('tries at once when the network is back, and asks a socket that may be dead', async () => {
    const { connection, wires, pass, greeted } = world()
    const first = await greeted()
    first.close(1006)
    connection.wake()
    const second = await greeted()
    assert.equal(wires.length, 2)
    connection.wake()
    assert.deepEqual(second.sent.at(-1), { t: 'ping' })
    await pass(3000)
    assert.ok(second.closed)
  })

  it('knows at once that the network is gone, and comes back with it', async () => {
    const { connection, wires, states, greeted } = world()
    const first = await greeted()
    connection.lose()
    connection.lose()
    assert.ok(first.closed)
    assert.equal(states.at(-1), 'offline')
    connection.wake()
    await greeted()
    assert.equal(wires.length, 2)
    assert.deepEqual(states.slice(-3), ['offline', 'connecting', 'connected'])
  })

  it('hears nothing more of a socket that was given up', async () => {
    const { heard, greeted, connection } = world()
    const wire = await greeted()
    wire.close(1006)
    connection.wake()
    await greeted()
    wire.message(JSON.stringify({ t: 'reset' }))
    wire.close(1006)
    assert.deepEqual(heard, ['ready', 'ready'])
  })

  it('says so when the agent is signed out, and stays away', async () => {
    const { states, clock, greeted, pass, wires, connection } = world()
    const wire = await greeted()
    clock.ticket = () => Promise.reject(new SignedOut())
    wire.close(4001)
    await pass(1000)
    connection.wake()
    await pass(60_000)
    assert.equal(states.at(-1), 'signed-out')
    assert.equal(wires.length, 1)
  })

  it('says that rights may have changed where the server ended the session and it goes on', async () => {
    const { heard, greeted, pass } = world()
    const wire = await greeted()
    wire.close(4001)
    await pass(1000)
    await greeted()
    assert.deepEqual(heard, ['ready', 'renewed'])
  })

  it('goes on trying where no ticket can be had', async () => {
    const { clock, states, pass, wires } = world()
    await settled()
    wires[0]?.close(1006)
    clock.ticket = () => Promise.reject(new TypeError('offline'))
    await pass(1000)
    assert.equal(states.at(-1), 'offline')
    clock.ticket = async () => 'ticket'
    await pass(2000)
    assert.equal(wires.length, 2)
  })
})
