import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { hao, mei, openHouse } from '../../../test/support/live.ts'
import { createBucket } from './count.ts'
import { pluginEndpoint } from './gate.ts'

const cookie = 'session=hao'

eachDatabase('The gate', ({ open }) => {
  const house = async (t: TestContext) => openHouse(t, await open())

  it('lets an agent in from a page of ours, or of the public address', async (t) => {
    const { knock } = await house(t)
    assert.equal((await knock({ cookie })).status, 101)
    assert.equal((await knock({ cookie, origin: 'https://clinic.example' })).status, 101)
  })

  it('refuses pages of other sites', async (t) => {
    const { knock, origin } = await house(t)
    for (const other of [
      'https://evil.example',
      'null',
      '',
      `${origin}.evil.example`,
      'https://clinic.example:8443',
    ]) {
      assert.equal((await knock({ cookie, origin: other })).status, 403, other)
    }
  })

  it('refuses who has no session', async (t) => {
    const { knock } = await house(t)
    assert.equal((await knock()).status, 401)
    assert.equal((await knock({ cookie: 'session=stranger' })).status, 401)
  })

  it('knows no other address', async (t) => {
    const { knock } = await house(t)
    assert.equal((await knock({ cookie }, '/elsewhere')).status, 404)
  })

  it('takes a ticket once, in time, and from its own session alone', async (t) => {
    const { knock, ticketFor, clock } = await house(t)
    const hello = async (ticket: string) => {
      const screen = await knock({ cookie })
      screen.send({ t: 'hello', ticket })
      return screen.next('hello').then(
        () => 'hello',
        () => screen.closing(),
      )
    }
    const ticket = await ticketFor(hao)
    assert.equal(await hello(ticket), 'hello')
    assert.equal(await hello(ticket), 4001)
    assert.equal(await hello(await ticketFor(mei)), 4001)
    const late = await ticketFor(hao)
    clock.now = new Date(clock.now.getTime() + 31_000)
    assert.equal(await hello(late), 4001)
  })

  it('hears nothing before hello', async (t) => {
    const { knock } = await house(t)
    const screen = await knock({ cookie })
    screen.send({ t: 'follow', page: 1, topics: [] })
    assert.equal(await screen.closing(), 1008)
  })

  it('ends a socket that sends more than 64 KiB, no frame of ours, or too many', async (t) => {
    const { enter } = await house(t)
    const big = await enter()
    big.socket.send('x'.repeat(64 * 1024 + 1))
    assert.equal(await big.closing(), 1009)
    const odd = await enter()
    odd.send({
      t: 'whisper',
      topic: 'conversation:1',
      data: { kind: 'typing', on: true, mode: 'reply', agent: 1 },
    })
    assert.equal(await odd.closing(), 1008)
    const loud = await enter()
    for (let index = 0; index < 80; index++) loud.send({ t: 'ping' })
    assert.equal(await loud.closing(), 1008)
  })

  it('opens twenty sockets for a session and no more', async (t) => {
    const { knock } = await house(t)
    const statuses = []
    for (let index = 0; index < 21; index++) statuses.push((await knock({ cookie })).status)
    assert.deepEqual(statuses.slice(19), [101, 429])
    assert.equal((await knock({ cookie: 'session=mei' })).status, 101)
  })

  it('ends who was not heard from for 70 seconds', async (t) => {
    const { enter, gate, clock } = await house(t)
    const dead = await enter()
    dead.socket.pause()
    const alive = await enter()
    clock.monotonic = 60_000
    alive.send({ t: 'ping' })
    await alive.next('pong')
    clock.monotonic = 71_000
    gate.beat()
    dead.socket.resume()
    assert.equal(await dead.closing(), 1006)
    alive.send({ t: 'ping' })
    await alive.next('pong')
  })

  it('tells everybody to come back when it stops, and lets nobody in after', async (t) => {
    const { enter, gate, hub, knock } = await house(t)
    const screen = await enter()
    await Promise.all([hub.stop(), gate.stop()])
    assert.equal(await screen.closing(), 1012)
    assert.equal((await knock({ cookie })).status, 503)
    assert.deepEqual([gate.stats(), hub.stats()], [{ sockets: 0 }, { sockets: 0 }])
  })

  it('serves the sockets of plugins, which decide whom they let in', async (t) => {
    const { gate, knock } = await house(t)
    const endpoint = pluginEndpoint({
      path: '/p/chat/socket',
      accept: ({ headers }) => headers['origin'] === 'https://shop.example',
      open: (socket) => socket.send(JSON.stringify({ t: 'welcome' })),
    })
    gate.add({ ...endpoint, perAddress: 1 })
    assert.throws(() => gate.add(endpoint), /Two socket endpoints/)
    assert.equal((await knock({}, endpoint.path)).status, 403)
    const visitor = await knock({ origin: 'https://shop.example' }, endpoint.path)
    assert.equal(visitor.status, 101)
    assert.equal((await knock({ origin: 'https://shop.example' }, endpoint.path)).status, 429)
  })
})

describe('A bucket', () => {
  it('lets a burst through, then as many as the seconds bring', () => {
    let now = 0
    const allow = createBucket(2, 1, () => now)
    assert.deepEqual([allow(), allow(), allow()], [true, true, false])
    now = 1000
    assert.deepEqual([allow(), allow()], [true, false])
  })
})
