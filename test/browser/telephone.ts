import { isDeepStrictEqual } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { addExtensions, extensionOf, phoneOf } from '../../core/modules/lines/index.ts'
import { addAccount, type Exchange as Board, type StaffName } from '../../core/testing/index.ts'
import { type Ari, openAri } from '../telephone/support/ari.ts'
import { type Exchange, startExchange } from '../telephone/support/exchange.ts'
import { type Call, openCarrier, type Phone } from '../telephone/support/phones/index.ts'
import { bringPhone } from '../telephone/support/provision.ts'
import { until } from '../support/until.ts'
import type { Stage } from './stage.ts'

// The carrier speaks with 440 Hz, the microphone of the browser with 880.
const customer = 440
const own = 880

/** A real exchange that the test drives itself: the clinic only passes its browsers' signalling on to it. */
export type Telephone = {
  exchange: Exchange
  ari: Ari
  carrier: Phone
  /** Gives somebody an extension, and the exchange their phone in the browser. */
  equip: (name: StaffName, number: string) => Promise<void>
  /** Rings a phone; answers the exchange's name of its leg. */
  ring: (phone: string, variables?: Record<string, string>) => Promise<string>
  /** Somebody who has called and was answered, with the name of their leg. */
  caller: () => Promise<{ call: Call; leg: string }>
  /** These hear each other. */
  join: (...legs: string[]) => Promise<void>
}

/** Starts the exchange; the clinic of a stage, whose plugin is that of `board`, passes signalling on to it. */
export async function openTelephone(stage: Stage, board: Board): Promise<Telephone> {
  const exchange = await startExchange()
  board.signalling = { url: `${exchange.url.replace('http', 'ws')}/ws`, protocol: 'sip', domain: '127.0.0.1' }
  const ari = await openAri(exchange)
  const carrier = await openCarrier(exchange, { voice: customer })
  await addAccount(stage.clinic, { plugin: 'exchange', kind: 'board', settings: { name: 'board' } })
  let count = 0

  async function equip(name: StaffName, number: string) {
    const phone = await giveExtension(stage, name, number)
    await bringPhone(ari, phone.name, phone.secret, 'browser')
  }
  async function ring(phone: string, variables: Record<string, string> = {}) {
    const leg = `leg-${++count}`
    await ari.post(
      `/channels/${leg}`,
      { endpoint: `PJSIP/${phone}`, app: 'qiantai', callerId: '"安娜" <138****8000>' },
      { variables },
    )
    return leg
  }
  async function caller() {
    const before = ari.events.length
    const call = await carrier.call('02161234567', { from: '13900139000' })
    const { channel } = await ari.event('StasisStart', (event) => ari.events.indexOf(event) >= before)
    const leg = channel?.id ?? ''
    await ari.post(`/channels/${leg}/answer`)
    await call.until('up')
    return { call, leg }
  }
  async function join(...legs: string[]) {
    const room = `room-${++count}`
    for (const leg of legs) await ari.event('StasisStart', ({ channel }) => channel?.id === leg)
    await ari.post(`/bridges/${room}`, { type: 'mixing' })
    await ari.post(`/bridges/${room}/addChannel`, { channel: legs.join() })
  }
  return { exchange, ari, carrier, equip, ring, caller, join }
}

/** A clinic that answers its own number on a real exchange, by its own plugin: who calls waits for the team. */
export async function openHotline(stage: Stage): Promise<{ exchange: Exchange; carrier: Phone }> {
  const exchange = await startExchange()
  const { app } = stage.clinic
  await addAccount(stage.clinic, { plugin: 'asterisk', kind: 'pbx', settings: exchange.settings })
  const { id: channelId } = await app.db('channel').where({ plugin: 'asterisk' }).first('id')
  const { id: teamId } = await app.db('team').first('id')
  const at = app.clock().toISOString()
  const start = { to: 'queue', teamId }
  const definition = JSON.stringify({ hours: 'always', start, closed: start, menus: {} })
  const [flow] = await app
    .db('call_flow')
    .insert({ name: '总机', definition, updated_at: at })
    .returning('id')
  const line = { channel_id: channelId, number: '+862161234567', name: '总机', area: '021', flow_id: flow.id }
  await app.db('line').insert({ ...line, most: 2, created_at: at })
  return { exchange, carrier: await openCarrier(exchange, { voice: customer }) }
}

/** Gives somebody an extension whose phone is the browser; answers with what it registers. */
export async function giveExtension(stage: Stage, name: StaffName, first: string) {
  const { app, as, drain } = stage.clinic
  const { agentId } = await as(name)
  const { id: channelId } = await app.db('channel').whereNot({ plugin: 'webchat' }).first('id')
  const actor = { actor: 'agent:1', ip: '127.0.0.1' }
  await addExtensions(app, actor, { channelId, agentIds: [agentId], first, device: 'browser' })
  await drain()
  const extension = await extensionOf(app.db, agentId)
  const phone = extension && (await phoneOf(app, extension, 'browser'))
  if (!phone) throw new Error(`${name} got no phone`)
  return phone
}

/** Lets the pages of a browser tell what is heard in their calls. */
export async function tapCalls(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connect = RTCPeerConnection.prototype.setRemoteDescription
    RTCPeerConnection.prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
      this.addEventListener('track', ({ track }) =>
        Object.assign(window, { farEnd: new MediaStream([track]) }),
      )
      return connect.call(
        this,
        description,
        () => {},
        () => {},
      )
    }
  })
}

/** Waits until the page hears the customer, and the customer the page; or does not, where `wanted` says so. */
export async function hearEachOther(page: Page, caller: Call, wanted = [true, true]): Promise<void> {
  await page.waitForFunction(() => 'farEnd' in window)
  await until(`what both hear is ${wanted.join()}`, async () =>
    isDeepStrictEqual(await bothHear(page, caller), wanted),
  )
}

async function bothHear(page: Page, caller: Call): Promise<boolean[]> {
  const [there, [here = 0]] = await Promise.all([
    heardBy(page, customer),
    caller.media.ear.listen([own], 1500),
  ])
  return [there > 150, here > 1500]
}

/** How strong a frequency is in what the page hears of its call, in the next half second: 0 to 255. */
function heardBy(page: Page, frequency: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const { farEnd } = window as unknown as { farEnd: MediaStream }
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 8192 })
    context.createMediaStreamSource(farEnd).connect(analyser)
    await new Promise((resolve) => setTimeout(resolve, 600))
    const strengths = new Uint8Array(analyser.frequencyBinCount)
    analyser.getByteFrequencyData(strengths)
    const width = context.sampleRate / analyser.fftSize
    await context.close()
    return strengths[Math.round(wanted / width)] ?? 0
  }, frequency)
}
