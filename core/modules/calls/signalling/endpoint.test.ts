import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, afterEach, before, describe, it } from 'node:test'
import { type WebSocket, WebSocketServer } from 'ws'
import { Agent } from '../../../../test/support/agent.ts'
import {
  addAccount,
  createExchange,
  staff,
  type StaffName,
  testApp,
  type TestApp,
} from '../../../testing/index.ts'
import { addExtensions, chooseDevice, extensionOf } from '../../lines/index.ts'

const register = frame('REGISTER', '8001-web')

describe('The way of staff browsers to the exchange', () => {
  const { exchange, plugin } = createExchange()
  let far: WebSocketServer
  let clinic: TestApp
  let hao: Agent
  const open: WebSocket[] = []

  before(async () => {
    far = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(far, 'listening')
    clinic = await testApp({ plugins: [plugin] })
    await addAccount(clinic, { plugin: 'exchange', kind: 'board', settings: { name: 'board' } })
    await equip('hao')
    hao = await signIn('hao')
  })
  afterEach(async () => {
    lead()
    for (const socket of open.splice(0)) socket.terminate()
  })
  after(async () => {
    await clinic.stop()
    for (const socket of far.clients) socket.terminate()
    far.close()
  })

  it('carries SIP both ways, and says who asks', async () => {
    const { near, there, request } = await through(hao)
    near.send(register)
    assert.equal(await said(there), register)
    there.send('SIP/2.0 200 OK\r\n\r\n')
    assert.equal(await said(near), 'SIP/2.0 200 OK\r\n\r\n')
    assert.equal(request.headers['sec-websocket-protocol'], 'sip')
    assert.equal(request.headers['authorization'], 'Basic key')
  })

  it('loses nothing that is said before the exchange has answered', async () => {
    const arrived = once(far, 'connection')
    const near = call(hao)
    await once(near, 'open')
    near.send(register)
    const [there] = await arrived
    assert.equal(await said(there), register)
  })

  it('answers keep-alives itself', async () => {
    const { near, there } = await through(hao)
    there.on('message', () => assert.fail('the exchange was asked'))
    near.send('\r\n\r\n')
    assert.equal(await said(near), '\r\n')
  })

  it('ends who speaks for another phone, sends what is no SIP, or too much', async () => {
    for (const [bad, code] of [
      [frame('REGISTER', '8002-web'), 1008],
      ['hello', 1008],
      [Buffer.from(register), 1008],
      [register + 'x'.repeat(33_000), 1009],
    ] as const) {
      const { near, there } = await through(hao)
      const gone = once(there, 'close')
      near.send(bad)
      assert.equal(await closing(near), code)
      await gone
    }
  })

  it('lets nobody in from another page, without a session, or without a phone', async () => {
    assert.equal(await refusal(call(hao, { origin: 'https://evil.example' })), 403)
    assert.equal(await refusal(call(new Agent(clinic.url))), 401)
    assert.equal(await refusal(call(await signIn('yun'))), 403)
  })

  it('leaves the first device when the phone is opened on a second', async () => {
    const { near: first } = await through(hao)
    const left = closing(first)
    const { near: second, there } = await through(await signIn('hao'))
    assert.equal(await left, 4002)
    second.send(register)
    assert.equal(await said(there), register)
  })

  it('says when the exchange hangs up, or does not answer', async () => {
    const { near, there } = await through(hao)
    there.close()
    assert.equal(await closing(near), 4003)
    exchange.signalling = { ...exchange.signalling, url: 'ws://127.0.0.1:9/ws' }
    assert.equal(await closing(call(hao)), 4003)
  })

  it('ends with the session', async () => {
    const leaving = await signIn('hao')
    const { near } = await through(leaving)
    const left = closing(near)
    await leaving.call('POST', '/logout')
    assert.equal(await left, 4001)
  })

  it('ends when its owner answers at a desk phone', async () => {
    const { near } = await through(hao)
    const left = closing(near)
    await chooseDevice(clinic.app, await clinic.as('hao'), { device: 'desk', auto: false })
    assert.equal(await left, 4001)
    await chooseDevice(clinic.app, await clinic.as('hao'), { device: 'browser', auto: false })
  })

  it('tells a browser with what to register, and keeps it from others', async () => {
    const { json, headers } = await hao.call('GET', '/calls/phone')
    assert.match(Object(json).secret, /^[\w-]{20,}$/)
    assert.deepEqual(json, {
      name: '8001-web',
      secret: Object(json).secret,
      domain: 'exchange.test',
      ice: [],
      auto: false,
    })
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal((await (await signIn('yun')).call('GET', '/calls/phone')).status, 204)
  })

  function lead() {
    const address = far.address()
    const port = typeof address === 'object' ? address?.port : 0
    exchange.signalling = {
      url: `ws://127.0.0.1:${port}/ws`,
      protocol: 'sip',
      headers: { authorization: 'Basic key' },
      domain: 'exchange.test',
    }
  }

  async function equip(name: StaffName) {
    lead()
    const { agentId } = await clinic.as(name)
    const { id: channelId } = await clinic.app.db('channel').first('id')
    const ids = { channelId, agentIds: [agentId], first: '8001', device: 'browser' as const }
    await addExtensions(clinic.app, { actor: 'agent:1', ip: '127.0.0.1' }, ids)
    assert.equal((await extensionOf(clinic.app.db, agentId))?.number, '8001')
  }

  function signIn(name: StaffName): Promise<Agent> {
    return new Agent(clinic.url).signIn(staff[name].email)
  }

  function call(agent: Agent, headers?: Record<string, string>): WebSocket {
    const socket = agent.socket('/calls/signalling', 'sip', headers)
    socket.on('error', () => {})
    open.push(socket)
    return socket
  }

  /** Both ends of a way that is open, and how the exchange was asked. */
  async function through(agent: Agent) {
    const arrived = once(far, 'connection')
    const near = call(agent)
    const [there, request] = await arrived
    return { near, there: there as WebSocket, request }
  }
})

function frame(method: string, phone: string): string {
  const own = `<sip:${phone}@exchange.test>`
  return [`${method} sip:exchange.test SIP/2.0`, `From: ${own};tag=1`, `To: ${own}`, '', ''].join('\r\n')
}

async function said(socket: WebSocket): Promise<string> {
  return String((await once(socket, 'message'))[0])
}

async function closing(socket: WebSocket): Promise<number> {
  return (await once(socket, 'close'))[0]
}

/** The status with which an upgrade was refused. */
async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response')
  return response.statusCode
}
