import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Phone as PhoneOfStaff, Voice } from '../../../core/plugin/index.ts'
import { openLine } from '../../../plugins/asterisk/open.ts'
import { type TestHouse, testHouse } from '../../../plugins/asterisk/testing/house.ts'
import { until } from '../../support/until.ts'
import { type Exchange, startExchange } from './exchange.ts'
import { type Call, openCarrier, openDeskPhone, openWebPhone, type Phone } from './phones/index.ts'
import { serveSounds, type Sounds } from './sounds.ts'

const secret = 'a-secret-of-the-phones'

/** Phones of staff: hao at a desk and in a browser, mei at a desk. */
export const staff: PhoneOfStaff[] = [
  { name: '8001', kind: 'desk', secret, label: '小皓' },
  { name: '8001-web', kind: 'browser', secret, label: '小皓' },
  { name: '8002', kind: 'desk', secret, label: '小美' },
]

/** An account of the plugin on a real exchange, and everybody's phones. The carrier speaks at 440 Hz, hao at 880 and in the browser at 1300, mei at 1700. */
export type Stage = {
  exchange: Exchange
  house: TestHouse
  line: Awaited<ReturnType<typeof openLine>>
  voice: Voice
  sounds: Sounds
  carrier: Phone
  desk: Phone
  web: Phone
  mei: Phone
}

/** One stage for a suite; between its tests everybody hangs up. */
export function useStage(): Stage {
  const stage = {} as Stage
  before(async () => void Object.assign(stage, await setUp()))
  afterEach(() => hush(stage))
  after(() => takeDown(stage))
  return stage
}

async function setUp(): Promise<Stage> {
  const exchange = await startExchange()
  const sounds = await serveSounds()
  const house = testHouse(exchange.settings)
  const line = await openLine(house)
  await house.hears('rebuilt')
  await line.voice.phones(staff)
  const phones = {
    carrier: await openCarrier(exchange, { voice: 440 }),
    desk: await openDeskPhone(exchange, { name: '8001', secret, voice: 880 }),
    web: await openWebPhone(exchange, { name: '8001-web', secret, voice: 1300 }),
    mei: await openDeskPhone(exchange, { name: '8002', secret, voice: 1700, host: '127.0.0.4' }),
  }
  await until(
    'the phones are there',
    async () => (await line.voice.snapshot()).phones.length === staff.length,
  )
  return { exchange, house, line, voice: line.voice, sounds, ...phones }
}

async function hush({ voice, carrier, house }: Stage) {
  const { legs } = await voice.snapshot()
  await Promise.all(legs.map(({ leg }) => voice.hangUp(leg)))
  await until('the line is quiet', async () => (await voice.snapshot()).legs.length === 0)
  for (const { leg } of legs) await house.hears('ended', (event) => event.leg === leg)
  carrier.manner = () => 'ring'
  house.told.length = 0
  assert.deepEqual(house.warnings.splice(0), [])
}

async function takeDown({ carrier, desk, web, mei, line, sounds, exchange }: Partial<Stage>) {
  for (const phone of [carrier, desk, web, mei]) phone?.close()
  await line?.close()
  sounds?.stop()
  await exchange?.stop()
}

/** A customer whom we have answered. */
export async function customer({
  carrier,
  house,
  voice,
}: Pick<Stage, 'carrier' | 'house' | 'voice'>): Promise<{ leg: string; call: Call }> {
  const call = await carrier.call('02161234567', { from: '13900139000' })
  const { leg } = await house.hears('incoming')
  await voice.answer(leg)
  await call.until('up')
  return { leg, call }
}

/** A phone of staff that has picked up as this leg. */
export async function colleague({ voice, house }: Stage, leg: string, phone: Phone): Promise<Call> {
  const to = { phone: phone.agent.identity.user }
  await voice.dial(leg, { to, from: { number: '139****9000', name: '安娜' }, timeout: 20 })
  await house.hears('ringing', (event) => event.leg === leg)
  const call = await phone.rings()
  await call.answer()
  await house.hears('answered', (event) => event.leg === leg)
  return call
}

/** Which tones somebody hears now, in the order asked. */
export async function hears(call: Call, tones: number[]): Promise<boolean[]> {
  await listenFor(call, 400)
  return (await call.media.ear.listen(tones, 400)).map((strength) => strength > 2000)
}

/** Waits until somebody hears these tones together and none of the others. */
export async function mustHear(call: Call, tones: number[], others: number[] = []): Promise<void> {
  const wanted = [...tones.map(() => true), ...others.map(() => false)]
  await until(
    `of ${[...tones, ...others].join(', ')} Hz ${tones.join(' and ') || 'none'} is heard`,
    async () => isDeepStrictEqual(await hears(call, [...tones, ...others]), wanted),
  )
}

/** Waits until these hear each other: both ends of a call with the tone of the other. */
export async function hearEachOther(...[[one, tone], [other, back]]: [[Call, number], [Call, number]]) {
  await Promise.all([mustHear(one, [back]), mustHear(other, [tone])])
}

/** Lets so many milliseconds of sound come. */
export async function listenFor(call: Call, milliseconds: number): Promise<void> {
  await call.media.ear.listen([], milliseconds)
}
