import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { OpenChannel } from 'qiantai/plugin'
import { freePort } from 'qiantai/testing'
import { openLine } from '../open.ts'
import { comes, gone, pressed } from '../testing/events.ts'
import { openPaperExchange, type PaperExchange } from '../testing/exchange.ts'
import { type Shelf, type TestHouse, testHouse } from '../testing/house.ts'

describe('Hearing the exchange', () => {
  let exchange: PaperExchange
  let house: TestHouse
  const lines: OpenChannel[] = []

  beforeEach(async () => {
    exchange = await openPaperExchange()
    house = testHouse(exchange.settings)
  })
  afterEach(async () => {
    for (const line of lines.splice(0)) await line.close()
    await exchange.stop()
  })

  async function open(listener = house) {
    const line = await openLine(listener)
    lines.push(line)
    return line
  }

  const kinds = () => house.told.map(({ type }) => type)

  it('first says how things are, and only then what happens', async () => {
    exchange.answers.set('GET applications/qiantai', { status: 200, body: { channel_ids: ['1.1'] } })
    const there = { ...comes('1.1').channel, state: 'Up', dialplan: { app_data: 'qiantai,incoming,0211' } }
    exchange.answers.set('GET channels', { status: 200, body: [there] })
    await open()
    const { snapshot } = await house.hears('rebuilt')
    assert.deepEqual(snapshot.legs, [{ leg: '1.1', state: 'up', from: '13900139000', to: '0211' }])
    exchange.tell(gone('1.1'))
    await house.hears('ended', ({ leg }) => leg === '1.1')
    assert.deepEqual(kinds(), ['rebuilt', 'ended'])
  })

  it('then tells of messages that were left meanwhile, but for one that is being spoken', async () => {
    const names = [
      'away/1795000000-13900139000-02161234567',
      'away/1795000060--+862161234567',
      'away/1795000120-13800138000-02161234567',
      'away/notes',
      'c0123456789abcdef.voicemail-1',
    ]
    const files = names.map((name) => ({ name, format: 'wav' }))
    const dialplan = {
      context: 'away',
      app_name: 'Record',
      app_data: `/spool/recording/${names[2]}.wav,5,120,kq`,
    }
    exchange.answers.set('GET recordings/stored', { status: 200, body: files })
    exchange.answers.set('GET channels', { status: 200, body: [{ id: '1.9', dialplan }] })
    await open()
    await house.hears('left', ({ recording }) => recording === names[1])
    exchange.tell(comes('1.1'))
    await house.hears('incoming')
    assert.deepEqual(
      house.told.filter(({ type }) => type === 'left'),
      [
        {
          type: 'left',
          recording: names[0],
          from: '13900139000',
          to: '02161234567',
          at: '2026-11-18T11:06:40.000Z',
        },
        { type: 'left', recording: names[1], from: '', to: '+862161234567', at: '2026-11-18T11:07:40.000Z' },
      ],
    )
    assert.equal(kinds()[0], 'rebuilt')
  })

  it('tells everything in its order, however long the house takes', async () => {
    await open()
    await house.hears('rebuilt')
    const called = house.called
    let slow = true
    house.called = async (event) => {
      if (event.type === 'incoming') await setTimeout(slow ? 60 : 0)
      slow = false
      await called(event)
    }
    exchange.tell(comes('1.1'))
    for (const digit of '123') exchange.tell(pressed('1.1', digit))
    exchange.tell(comes('1.2'))
    exchange.tell(gone('1.1'))
    await house.hears('ended')
    assert.deepEqual(kinds(), ['rebuilt', 'incoming', 'key', 'key', 'key', 'incoming', 'ended'])
  })

  it('connects again when the connection is lost, and says so', async () => {
    await open()
    await house.hears('rebuilt')
    exchange.drop()
    await house.hears('lost')
    house.told.length = 0
    await house.hears('rebuilt')
    assert.equal(exchange.visits(), 2)
  })

  it('waits for an exchange that is not there, and is there at once when it comes', async () => {
    const port = await freePort()
    await exchange.stop()
    house = testHouse({ ...exchange.settings, url: `http://127.0.0.1:${port}` })
    const line = await open(house)
    assert.equal((await line.health?.())?.[0]?.text, 'asterisk:health.away')
    exchange = await openPaperExchange(port)
    await house.hears('rebuilt')
  })

  it('says anew how things are where the house could not take what happened', async () => {
    await open()
    await house.hears('rebuilt')
    house.stumble()
    exchange.tell(comes('1.1'))
    await house.hears('lost')
    house.told.length = 0
    await house.hears('rebuilt')
    assert.equal(
      house.warnings.some((line) => line.startsWith('asterisk.not-told')),
      true,
    )
  })

  it('is heard by one process of the house, and by the next when that one closes', async () => {
    const shelf: Shelf = new Map()
    const first = testHouse(exchange.settings, shelf)
    const second = testHouse(exchange.settings, shelf)
    const line = await openLine(first)
    await first.hears('rebuilt')
    const other = await open(second)
    exchange.tell(comes('1.1'))
    await first.hears('incoming')
    assert.deepEqual(
      [second.told, (await other.health?.())?.some(({ text }) => text.endsWith('deaf'))],
      [[], false],
    )
    await line.close()
    await second.hears('rebuilt')
    exchange.tell(comes('1.2'))
    await second.hears('incoming', ({ leg }) => leg === '1.2')
    assert.equal(
      first.told.some((event) => 'leg' in event && event.leg === '1.2'),
      false,
    )
  })

  it('does not wait for a process that was killed', async () => {
    const shelf: Shelf = new Map()
    const heir = testHouse(exchange.settings, shelf)
    const { hostname } = await import('node:os')
    await heir.remember('ears', { id: 'killed', host: hostname(), pid: 4_000_000 }, Date.now() + 15_000)
    await open(heir)
    await heir.hears('rebuilt')
  })

  it('steps back without a word where another one has taken over', async () => {
    await open()
    await house.hears('rebuilt')
    exchange.tell({ type: 'ApplicationReplaced', application: 'qiantai' })
    await setTimeout(50)
    assert.deepEqual(kinds(), ['rebuilt'])
  })

  it('brings phones back to an exchange that has lost them', async () => {
    const line = await open()
    await house.hears('rebuilt')
    const phone = { name: '8001', kind: 'desk' as const, secret: 'a-secret-of-8001', label: '小皓' }
    await line.voice?.phones([phone])
    exchange.asked.length = 0
    exchange.drop()
    await house.hears('lost')
    house.told.length = 0
    await house.hears('rebuilt')
    const put = exchange.asked.filter(({ method, path }) => method === 'PUT' && path.includes('/dynamic/'))
    assert.deepEqual(
      put.map(({ path }) => path.split('/').slice(-2).join('/')),
      ['auth/8001', 'aor/8001', 'endpoint/8001'],
    )
  })
})
