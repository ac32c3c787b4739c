import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { until } from '../support/until.ts'
import { type Ari, openAri } from './support/ari.ts'
import { type Exchange, startExchange } from './support/exchange.ts'
import { mustHear } from './support/line.ts'
import { type Call, openCarrier, openDeskPhone, openWebPhone, type Phone } from './support/phones/index.ts'
import { bringPhone } from './support/provision.ts'
import { describeTelephone } from './support/runtime.ts'

const secret = 'a-secret-of-the-phones'

await describeTelephone('The Asterisk of the tests', () => {
  let exchange: Exchange
  let ari: Ari
  let carrier: Phone
  let desk: Phone
  let web: Phone

  before(async () => {
    exchange = await startExchange()
    ari = await openAri(exchange)
    await bringPhone(ari, '8001', secret, 'desk')
    await bringPhone(ari, '8001-web', secret, 'browser')
    carrier = await openCarrier(exchange, { voice: 440 })
    desk = await openDeskPhone(exchange, { name: '8001', secret, voice: 880 })
    web = await openWebPhone(exchange, { name: '8001-web', secret, voice: 1300 })
  })

  after(() => exchange?.stop())

  /** A caller whom the exchange has answered, and their channel. */
  async function incoming(): Promise<{ caller: Call; channel: string }> {
    const before = ari.events.length
    const caller = await carrier.call('02161234567', { from: '13900139000' })
    const { channel } = await ari.event('StasisStart', (event) => ari.events.indexOf(event) >= before)
    const id = channel?.id ?? ''
    await ari.post(`/channels/${id}/answer`)
    await caller.until('up')
    return { caller, channel: id }
  }

  it('lets a caller, a desk phone and a browser hear each other, and nobody themselves', async () => {
    const { caller, channel } = await incoming()
    await ari.post('/bridges/room', { type: 'mixing' })
    for (const phone of [desk, web]) {
      const name = phone.agent.identity.user
      await ari.post(`/channels/${name}`, { endpoint: `PJSIP/${name}`, app: 'qiantai', callerId: '139' })
      await (await phone.rings()).answer()
      await ari.event('StasisStart', (event) => event.channel?.id === name)
    }
    await ari.post('/bridges/room/addChannel', { channel: `${channel},8001,8001-web` })

    const others = [desk, web].map(({ calls }) => calls.at(-1) ?? assert.fail('no call'))
    const voices = [440, 880, 1300]
    await Promise.all(
      [caller, ...others].map((call, own) =>
        mustHear(call, voices.toSpliced(own, 1), voices.slice(own, own + 1)),
      ),
    )
    await caller.hangUp()
    await Promise.all(['8001', '8001-web'].map((name) => ari.remove(`/channels/${name}`)))
    await desk.calls.at(-1)?.until('ended')
  })

  it('presses keys in the voice and beside it, and hears those of the exchange', async () => {
    const { caller, channel } = await incoming()
    await caller.press('1*')
    await ari.event('ChannelDtmfReceived', ({ digit }) => digit === '*')
    await caller.press('2#', 'info')
    await ari.post(`/channels/${channel}/dtmf`, { dtmf: '37' })
    await ari.event('ChannelDtmfReceived', ({ digit }) => digit === '#')
    const pressed = ari.events.filter(({ type }) => type === 'ChannelDtmfReceived').map(({ digit }) => digit)
    await until('the caller heard both keys', () => caller.media.keys() === '37')
    await caller.hangUp()
    assert.deepEqual(pressed, ['1', '*', '2', '#'])
  })

  it('takes calls outside as it is told to, by number', async () => {
    carrier.manner = (number) => (number === '13800138000' ? { refuse: '486 Busy Here' } : 'answer')
    const dial = (id: string, number: string) =>
      ari.post(`/channels/${id}`, { endpoint: `PJSIP/${number}@trunk`, app: 'qiantai' })
    await dial('busy', '13800138000')
    await dial('answered', '13700137000')
    const gone = await ari.event('ChannelDestroyed', ({ channel }) => channel?.id === 'busy')
    await ari.event('StasisStart', ({ channel }) => channel?.id === 'answered')
    const call = await carrier.rings('13700137000')
    await call.hangUp()
    await ari.event('ChannelDestroyed', ({ channel }) => channel?.id === 'answered')
    assert.equal(gone.cause, 17)
  })

  it('rings at a desk until the other side stops, picks up where that is asked, and goes on hold', async () => {
    const dial = (id: string, variables: Record<string, string> = {}) =>
      ari.post(`/channels/${id}`, { endpoint: 'PJSIP/8001', app: 'qiantai' }, { variables })
    await dial('given-up')
    const missed = await desk.rings()
    await ari.remove('/channels/given-up', { reason: 'answered_elsewhere' })
    await missed.until('ended')
    assert.equal(missed.ending, 'cancel')
    assert.match(missed.reason, /elsewhere/)

    await dial('by-itself', { 'PJSIP_HEADER(add,Call-Info)': '<sip:pbx>;answer-after=0' })
    const call = await desk.rings()
    await call.until('up')
    await ari.event('StasisStart', ({ channel }) => channel?.id === 'by-itself')
    await call.hold(true)
    await ari.event('ChannelHold', ({ channel }) => channel?.id === 'by-itself')
    await call.hold(false)
    await ari.event('ChannelUnhold', ({ channel }) => channel?.id === 'by-itself')
    assert.equal(await call.transfer('8002'), '202 Accepted')
    await ari.event(
      'ChannelTransfer',
      ({ refer_to }) => refer_to?.requested_destination.destination === '8002',
    )

    await dial('consulted', { 'PJSIP_HEADER(add,Call-Info)': '<sip:pbx>;answer-after=0' })
    const other = await desk.rings()
    await other.until('up')
    await ari.event('StasisStart', ({ channel }) => channel?.id === 'consulted')
    assert.equal(await call.transfer(other), '202 Accepted')
    const { refer_to } = await ari.event(
      'ChannelTransfer',
      (event) => event.refer_to?.destination_channel !== undefined,
    )
    assert.equal(refer_to?.destination_channel?.id, 'consulted')
    await Promise.all([call.hangUp(), other.hangUp()])
  })

  it('comes back after a power cut with the same ports, and without the phones of staff', async () => {
    const isForgotten = async () =>
      (await exchange.console('pjsip show endpoint 8001')).includes('Unable to find')
    assert.equal(await isForgotten(), false)
    await exchange.kill()
    await exchange.start()
    assert.equal(await isForgotten(), true)
  })
})
