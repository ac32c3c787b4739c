import assert from 'node:assert/strict'
import { before, it, type TestContext } from 'node:test'
import { type Call, findCall, park, place } from '../../core/modules/calls/index.ts'
import { addSound } from '../../core/modules/lines/service/sounds.ts'
import { staff } from '../../core/testing/index.ts'
import { Agent } from '../support/agent.ts'
import { until } from '../support/until.ts'
import { tone } from './support/audio/tones.ts'
import { wav } from './support/audio/wav.ts'
import { useClinic } from './support/clinic.ts'
import { listenFor, mustHear } from './support/line.ts'
import type { Call as PhoneCall } from './support/phones/index.ts'
import { describeTelephone } from './support/runtime.ts'

const robot = 700
const customer = 440
const voices = { hao: 880, mei: 1300 }
type Name = keyof typeof voices

await describeTelephone('A call that a robot opens', () => {
  const clinic = useClinic()
  const desks = new Map<Name, Agent>()
  const openings = { long: 0, short: 0 }
  let customers = 0

  before(async () => {
    await clinic.flow({ notice: undefined })
    for (const [length, seconds] of [['long', 60] as const, ['short', 2] as const]) {
      const sound = { name: `开场白 ${seconds}`, data: wav(tone(robot, seconds)) }
      openings[length] = (await addSound(clinic.app, { actor: 'agent:1', ip: '127.0.0.1' }, sound)).id
    }
    for (const name of ['hao', 'mei'] as const)
      desks.set(name, await new Agent(clinic.url).signIn(staff[name].email))
  })

  /** The robot speaks to a customer in the name of this agent. */
  async function opened(name: Name, length: keyof typeof openings = 'long'): Promise<PhoneCall> {
    const number = `1380013800${++customers}`
    const robot = { sounds: [{ sound: openings[length] }] }
    await place(clinic.app, { viewer: await clinic.as(name), to: { number }, purpose: 'robot', robot })
    const anna = await clinic.carrier.rings(number)
    await anna.answer()
    await until('the robot speaks', () => anna.media.ear.first(700) !== undefined)
    return anna
  }

  /** The agent's phone has picked up by itself, and they hear robot and customer. */
  async function listening(name: Name): Promise<PhoneCall> {
    const leg = await clinic.phones[name].rings()
    await mustHear(leg, [robot, customer])
    return leg
  }

  async function press(name: Name, verb: string): Promise<number | undefined> {
    const { id } = await clinic.app.db('call').orderBy('id', 'desc').first('id')
    const answer = await desks.get(name)?.call('POST', `/calls/${id}/${verb}`)
    return answer?.status
  }

  /** Presses the key; what the customer heard of it, in milliseconds after that. */
  async function seize(anna: PhoneCall, name: Name) {
    const { ear } = anna.media
    const key = performance.now()
    assert.equal(await press(name, 'seize'), 204)
    await until('the agent is heard', () => ear.first(voices[name]) !== undefined)
    await listenFor(anna, 500)
    const [last = NaN, first = NaN] = [ear.last(robot), ear.first(voices[name])]
    return { robotUntil: last - key, agentFrom: first - key }
  }

  async function takesOver(t: TestContext, anna: PhoneCall, name: Name) {
    const heard = await seize(anna, name)
    assert.ok(heard.agentFrom > 0, `the agent was heard before the key: ${JSON.stringify(heard)}`)
    const { takeover } = await reported()
    const { stopped = NaN, unmuted = NaN, heard: told = NaN } = takeover ?? {}
    const about = JSON.stringify({
      ...heard,
      silence: anna.media.ear.missing([robot, voices[name]]),
      takeover,
    })
    t.diagnostic(`milliseconds after the key, on the wire and as the call says: ${about}`)
    assert.ok(stopped >= 0 && unmuted >= 0 && told >= 0, about)
  }

  /** The newest call, once it says how fast it was taken over: each of the three moments is reported by itself. */
  async function reported(): Promise<Call> {
    let call = await clinic.callIn('talking')
    await until('the call says how fast it was taken over', async () => {
      call = (await findCall(clinic.app.db, call.id)) ?? assert.fail('no call')
      const { stopped, unmuted, heard } = call.takeover ?? {}
      return [stopped, unmuted, heard].every((moment) => moment !== undefined)
    })
    return call
  }

  async function lineOf(name: Name) {
    const { state, parked } = await clinic.app.db('agent_line').where({ agent_id: clinic.ids[name] }).first()
    return { state, parked }
  }

  for (const name of ['hao', 'mei'] as const) {
    const where = { hao: 'in the browser', mei: 'at her desk' }[name]

    it(`is taken over ${where}, on a leg that was rung for it`, async (t) => {
      const anna = await opened(name)
      const agent = await listening(name)
      await takesOver(t, anna, name)
      await mustHear(agent, [customer], [robot])
    })

    it(`is taken over ${where}, on a leg that was parked for the shift, and is parked again`, async (t) => {
      await park(clinic.app, await clinic.as(name))
      const agent = await clinic.phones[name].rings()
      await until('the leg is parked', async () => (await lineOf(name)).parked !== null)
      const anna = await opened(name)
      await mustHear(agent, [robot, customer])
      await takesOver(t, anna, name)
      await anna.hangUp()
      await clinic.callIn('ended')
      assert.equal(agent.state, 'up')
      await mustHear(agent, [], [robot, customer])
    })
  }

  it('ends with its words where nobody takes it over, and the agent is free', async () => {
    const anna = await opened('mei', 'short')
    const agent = await clinic.phones.mei.rings()
    await anna.until('ended')
    await agent.until('ended')
    const { outcome, endedBy, takeover } = await clinic.callIn('ended')
    assert.deepEqual(
      { outcome, endedBy, takeover },
      { outcome: 'answered', endedBy: 'system', takeover: null },
    )
    assert.equal(anna.media.ear.first(voices.mei), undefined)
    assert.equal((await lineOf('mei')).state, 'idle')
  })

  it('is over for everybody where the customer hangs up in its midst', async () => {
    const anna = await opened('mei')
    const agent = await listening('mei')
    await anna.hangUp()
    await agent.until('ended')
    const { outcome, endedBy } = await clinic.callIn('ended')
    assert.deepEqual([outcome, endedBy, (await lineOf('mei')).state], ['answered', 'customer', 'idle'])
  })

  it('goes on where the agent has hung up, who takes it over once they are back', async (t) => {
    const anna = await opened('mei')
    await (await listening('mei')).hangUp()
    await until('mei has left', async () => (await lineOf('mei')).state === 'idle')
    assert.equal(await press('mei', 'seize'), 409)
    await mustHear(anna, [robot])
    assert.equal(await press('mei', 'reconnect'), 204)
    await listening('mei')
    await takesOver(t, anna, 'mei')
  })

  it('is taken over once, however often the key is pressed', async () => {
    const anna = await opened('mei')
    await listening('mei')
    assert.deepEqual(await Promise.all([press('mei', 'seize'), press('mei', 'seize')]), [204, 204])
    await until('the agent is heard', () => anna.media.ear.first(voices.mei) !== undefined)
    await listenFor(anna, 500)
    const { id, takeover } = await reported()
    assert.equal(await press('mei', 'seize'), 204)
    await clinic.drain()
    assert.deepEqual((await findCall(clinic.app.db, id))?.takeover, takeover)
    await mustHear(anna, [voices.mei], [robot])
  })
})
