import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import { type WebSocket as Socket, WebSocketServer } from 'ws'
import { Wire } from './wire.ts'

describe('The way of a phone to our server', () => {
  let server: WebSocketServer
  before(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
  })
  after(() => server.close())

  it('carries frames both ways', async () => {
    const { wire, far } = await open()
    wire.send('REGISTER')
    assert.equal(String((await once(far, 'message'))[0]), 'REGISTER')
    const { promise, resolve } = Promise.withResolvers<string>()
    wire.ondata = (data) => resolve(String(data))
    far.send('SIP/2.0 200 OK')
    assert.equal(await promise, 'SIP/2.0 200 OK')
    wire.disconnect()
  })

  it('asks whether a server that should be there is there', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { wire, far } = await open()
    const lost = losing(wire)
    wire.probe()
    assert.equal(String((await once(far, 'message'))[0]), '\r\n\r\n')
    t.mock.timers.tick(3000)
    assert.equal(await lost, 0)
    assert.equal(wire.isConnected(), false)
  })

  it('tells with which code it was closed, and stays closed where that is final', async () => {
    const { wire, far } = await open()
    const lost = losing(wire)
    far.close(4002)
    assert.equal(await lost, 4002)
    wire.connect()
    assert.equal(wire.isConnecting(), false)
  })

  it('opens again after any other end', async () => {
    const { wire, far } = await open()
    const lost = losing(wire)
    far.close(1012)
    await lost
    wire.connect()
    assert.equal(wire.isConnecting(), true)
    await once(server, 'connection')
    wire.disconnect()
  })

  async function open(): Promise<{ wire: Wire; far: Socket }> {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const wire = new Wire(`ws://127.0.0.1:${port}`, 'clinic', [4002])
    const { promise, resolve } = Promise.withResolvers<void>()
    wire.onconnect = resolve
    const [[far]] = await Promise.all([once(server, 'connection'), wire.connect()])
    await promise
    return { wire, far }
  }
})

function losing(wire: Wire): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  wire.ondisconnect = (_error, code) => resolve(code)
  return promise
}
