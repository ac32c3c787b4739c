import { setTimeout } from 'node:timers/promises'
import { park, place } from '../../core/modules/calls/index.ts'
import { addSound } from '../../core/modules/lines/service/sounds.ts'
import { staff } from '../../core/testing/index.ts'
import { Agent } from '../../test/support/agent.ts'
import { until } from '../../test/support/until.ts'
import { openAri } from '../../test/telephone/support/ari.ts'
import { tone } from '../../test/telephone/support/audio/tones.ts'
import { wav } from '../../test/telephone/support/audio/wav.ts'
import { openClinic } from '../../test/telephone/support/clinic.ts'
import { startExchange } from '../../test/telephone/support/exchange.ts'
import { type Call, openCarrier, openDeskPhone } from '../../test/telephone/support/phones/index.ts'
import { bringPhone } from '../../test/telephone/support/provision.ts'
import { serveSounds } from '../../test/telephone/support/sounds.ts'
import { percentile, type Row } from '../figure.ts'

const robot = 700
const agent = 1300
const glance = 5

/** From the key, as it leaves the browser, to the agent's first sound at the customer's ear, beside the two requests alone. */
export async function measureTakeovers(times: number): Promise<Row[]> {
  const [bare, ours] = [await takeOverBare(times), await takeOver(times)]
  return [0.5, 0.99].map((share) => ({
    name: `key to ear: p${share * 100}`,
    value: percentile(ours, share),
    unit: 'ms',
    beside: { name: 'ARI alone', value: percentile(bare, share) },
    aim: 800,
  }))
}

/** Mei's leg is parked for the shift, and a robot calls one customer after the other. */
async function takeOver(times: number): Promise<number[]> {
  const clinic = await openClinic()
  const viewer = await clinic.as('mei')
  const mei = await new Agent(clinic.url).signIn(staff.mei.email)
  await clinic.flow({ notice: undefined })
  const opening = { name: '开场白', data: wav(tone(robot, 20)) }
  const { id: sound } = await addSound(clinic.app, { actor: 'agent:1', ip: '127.0.0.1' }, opening)
  await park(clinic.app, viewer)
  const line = () => clinic.app.db('agent_line').where({ agent_id: viewer.agentId }).first()
  await until('the leg is parked', async () => Boolean((await line())?.parked))
  const taken: number[] = []
  for (let call = 0; call < times; call += 1) {
    const number = `138${String(call).padStart(8, '0')}`
    const to = { to: { number }, purpose: 'robot' as const, robot: { sounds: [{ sound }] } }
    const { callId } = await place(clinic.app, { viewer, ...to })
    const anna = await clinic.carrier.rings(number)
    await anna.answer()
    taken.push(await keyToEar(anna, () => mei.call('POST', `/calls/${callId}/seize`)))
    await until('mei is free', async () => (await line())?.state === 'wrapping')
  }
  await clinic.stop()
  return taken
}

/** The same picture at an Asterisk without us: playback and microphone are switched by two requests at the same time. */
async function takeOverBare(times: number): Promise<number[]> {
  const exchange = await startExchange()
  const sounds = await serveSounds()
  const ari = await openAri(exchange)
  const secret = 'of-the-phone'
  await bringPhone(ari, '8001', secret, 'desk')
  const desk = await openDeskPhone(exchange, { name: '8001', secret, voice: agent })
  desk.manner = () => 'answer'
  const carrier = await openCarrier(exchange)
  const leg = 'agent'
  await ari.post('/channels', { endpoint: 'PJSIP/8001', app: 'qiantai', appArgs: 'leg', channelId: leg })
  await ari.event('StasisStart', ({ channel }) => channel?.id === leg)
  const taken: number[] = []
  for (let call = 0; call < times; call += 1) {
    const seen = ari.events.length
    const anna = await carrier.call('02161234567', { from: '13900139000' })
    const isNew = (event: (typeof ari.events)[number]) =>
      ari.events.indexOf(event) >= seen && event.args?.[0] === 'incoming'
    const { channel } = await ari.event('StasisStart', isNew)
    const [room, words] = [`room-${call}`, `words-${call}`]
    await ari.post(`/channels/${channel?.id}/answer`)
    await ari.post(`/channels/${leg}/mute`, { direction: 'in' })
    await ari.post('/bridges', { type: 'mixing', bridgeId: room })
    await ari.post(`/bridges/${room}/addChannel`, { channel: `${channel?.id},${leg}` })
    await ari.post(`/bridges/${room}/play/${words}`, {}, { media: [`sound:${sounds.url(robot, 20)}`] })
    const seize = () =>
      Promise.all([
        ari.remove(`/playbacks/${words}`),
        ari.remove(`/channels/${leg}/mute`, { direction: 'in' }),
      ])
    taken.push(await keyToEar(anna, seize))
  }
  sounds.stop()
  await exchange.stop()
  return taken
}

/** Milliseconds from the key to the agent's voice, some time after the robot has begun to speak; then the customer hangs up. */
async function keyToEar(anna: Call, press: () => Promise<unknown>): Promise<number> {
  const { ear } = anna.media
  await until('the robot speaks', () => ear.first(robot) !== undefined)
  await setTimeout(500)
  const key = performance.now()
  const pressed = press()
  while (ear.first(agent, key) === undefined) await setTimeout(glance)
  await pressed
  await anna.hangUp()
  return (ear.first(agent, key) ?? Number.NaN) - key
}
