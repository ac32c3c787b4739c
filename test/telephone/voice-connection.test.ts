import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'node:test'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { SocketEndpoint } from '../../core/plugin/index.ts'
import { openDoor } from '../../plugins/asterisk/door.ts'
import { openLine } from '../../plugins/asterisk/open.ts'
import { type Shelf, testHouse } from '../../plugins/asterisk/testing/house.ts'
import { type Exchange, startExchange } from './support/exchange.ts'
import { colleague, customer, hearEachOther, mustHear, staff, useStage } from './support/line.ts'
import { openCarrier } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('The way to a real Asterisk', () => {
  const stage = useStage()

  it('says how things are after a power cut, and brings the phones back', async () => {
    const { exchange, house, desk } = stage
    await exchange.kill()
    await house.hears('lost')
    house.told.length = 0
    await exchange.start()
    const { snapshot } = await house.hears('rebuilt')
    assert.deepEqual(snapshot.legs, [])
    await desk.register()
    await house.hears('phone', ({ phone, online }) => phone === '8001' && online)
    await stage.mei.register()
    await desk.call('8002')
    assert.equal((await house.hears('outgoing')).keys, '8002')
  })

  it('lets calls go on while our program is away, and finds them again', async () => {
    await stage.line.close()
    const shelf: Shelf = new Map()
    const first = testHouse(stage.exchange.settings, shelf)
    const line = await openLine(first)
    await first.hears('rebuilt')
    const { leg, call } = await customer({ ...stage, house: first, voice: line.voice })
    const hao = await colleague({ ...stage, house: first, voice: line.voice }, 'away.agent', stage.desk)
    await line.voice.join('away.room', [leg, 'away.agent'])
    await line.voice.record('away.recording', { room: 'away.room' })
    await line.close()
    await hearEachOther([call, 440], [hao, 880])

    const second = testHouse(stage.exchange.settings, shelf)
    const again = await openLine(second)
    const { snapshot } = await second.hears('rebuilt')
    assert.deepEqual(
      snapshot.legs.toSorted((a, b) => a.leg.localeCompare(b.leg)),
      [
        { leg, state: 'up', room: 'away.room', from: '13900139000', to: '02161234567' },
        { leg: 'away.agent', state: 'up', room: 'away.room' },
      ],
    )
    assert.deepEqual(snapshot.recordings, ['away.recording'])
    await call.hangUp()
    assert.equal((await second.hears('ended')).leg, leg)
    await again.voice.hangUp('away.agent')
    await second.hears('ended', (event) => event.leg === 'away.agent')
    await second.hears('recorded', ({ recording }) => recording === 'away.recording')
    await again.close()
  })

  it('is the same where the exchange comes to us', async () => {
    const door = await openHouseDoor()
    const behind = await startExchange({ comes: true })
    const house = testHouse(behind.settings)
    const line = await openLine(house)
    const carrier = await openCarrier(behind, { voice: 440 })
    try {
      await sendTo(behind, `${door.url}?account=${house.key}`)
      await house.hears('rebuilt')
      await line.voice.phones(staff)
      const { leg, call } = await customer({ house, voice: line.voice, carrier })
      await line.voice.hold(leg)
      await mustHear(call, [600])
      await call.press('7')
      assert.equal((await house.hears('key')).key, '7')
      await call.hangUp()
      await house.hears('ended')
      await behind.kill()
      await house.hears('lost')
    } finally {
      carrier.close()
      await line.close()
      await behind.stop()
      door.stop()
    }
  })
})

/** Where an exchange comes in, as the house opens it. */
async function openHouseDoor() {
  const endpoints: SocketEndpoint[] = []
  openDoor({ socket: (each) => void endpoints.push(each), allow: () => true, address: () => '127.0.0.1' })
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    const [door] = endpoints
    if (!door?.accept(request)) return stream.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    sockets.handleUpgrade(request, stream, head, (socket) => door.open(socket, request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}/p/asterisk/exchange`, stop: () => void server.close() }
}

/** Tells an exchange where to go. */
async function sendTo(exchange: Exchange, uri: string) {
  const file = join(exchange.folder, 'etc/websocket_client.conf')
  const text = await readFile(file, 'utf8')
  await exchange.kill()
  await writeFile(file, text.replace(/uri = .*/, `uri = ${uri}`))
  await exchange.start()
}
