import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, it } from 'node:test'
import type { Settings } from '../../core/plugin/index.ts'
import { openLine } from '../../plugins/asterisk/open.ts'
import { testHouse } from '../../plugins/asterisk/testing/house.ts'
import { until } from '../support/until.ts'
import { openAri } from './support/ari.ts'
import { presence, tone } from './support/audio/tones.ts'
import { samplesOf, wav } from './support/audio/wav.ts'
import { type Exchange, startExchange } from './support/exchange.ts'
import { hearEachOther } from './support/line.ts'
import { openCarrier, openDeskPhone, type Phone } from './support/phones/index.ts'
import { bringPhone } from './support/provision.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('While the front desk is away', () => {
  let exchange: Exchange
  let carrier: Phone

  async function open(settings: Settings = {}) {
    exchange = await startExchange(settings)
    await writeFile(join(exchange.folder, 'data/sounds/front-desk-away.wav'), wav(tone(1000, 1)))
    carrier = await openCarrier(exchange)
  }

  /** A caller who has heard the tone, and has spoken for two seconds. */
  async function speaks(from: string) {
    const caller = await carrier.call('02161234567', { from })
    await caller.until('up')
    await until('the tone was heard', () => caller.media.ear.first(950) !== undefined)
    await caller.media.ear.listen([], 2000)
    return caller
  }

  afterEach(() => exchange.stop())

  it('callers hear that nobody is there and leave a message', async () => {
    await open()
    const caller = await speaks('13900139000')
    assert.ok((caller.media.ear.first(1000) ?? Infinity) < (caller.media.ear.first(950) ?? 0))
    await caller.hangUp()
    const folder = join(exchange.folder, 'spool/recording/away')
    let [name = '']: string[] = []
    await until('the message is written', async () => {
      ;[name = ''] = await readdir(folder).catch(() => [])
      return name !== '' && presence(samplesOf(await readFile(join(folder, name))), 440) > 3000
    })
    assert.match(name, /^\d{10}-13900139000-02161234567\.wav$/)
  })

  it('messages wait for us; we hear of each that is done, and it is gone when we have it', async () => {
    await open()
    const [first, second] = ['13900139000', '13900139001']
    const began = Date.now()
    await (await speaks(first)).hangUp()
    const other = await speaks(second)

    const house = testHouse(exchange.settings)
    const line = await openLine(house)
    const message = await house.hears('left')
    assert.deepEqual([message.from, message.to], [first, '02161234567'])
    const at = Date.parse(message.at)
    assert.ok(began - 1000 < at && at <= Date.now(), `${message.at} is not when it was left`)
    assert.equal(house.told.filter(({ type }) => type === 'left').length, 1)
    const file = await line.voice.fetch(message.recording)
    assert.ok(file && presence(samplesOf(file), 440) > 3000)
    await line.voice.discard(message.recording)
    assert.equal(await line.voice.fetch(message.recording), undefined)

    await other.hangUp()
    await house.hears('left', ({ from }) => from === second)
    await line.close()
  })

  it('callers are put through to the number for that', async () => {
    await open({ fallback: '13700137000' })
    const caller = await carrier.call('02161234567', { from: '13900139000' })
    const outside = await carrier.rings('13700137000')
    outside.media.say(800)
    await outside.answer()
    await caller.until('up')
    await hearEachOther([caller, 440], [outside, 800])
    assert.equal(outside.from.number, '13900139000')
    await outside.hangUp()
    await caller.until('ended')
  })

  it('phones of staff reach 120, and nothing else outside', async () => {
    await open()
    const ari = await openAri(exchange)
    await bringPhone(ari, '8001', 'secret', 'desk')
    const desk = await openDeskPhone(exchange, { name: '8001', secret: 'secret' })
    ari.close()
    const help = await desk.call('120')
    await (await carrier.rings('120')).answer()
    await help.until('up')
    await help.hangUp()
    const other = await desk.call('13700137000')
    await until('the tone of refusal is heard', () => other.media.ear.first(450) !== undefined)
    await other.hangUp()
    assert.deepEqual(
      carrier.calls.map(({ to }) => to),
      ['120'],
    )
  })
})
