import { setTimeout } from 'node:timers/promises'
import type { Call, Phone } from '../../test/telephone/support/phones/index.ts'
import type { Row } from '../figure.ts'
import { type Place, openBare, voices } from './places.ts'

const lanes = 20
const glance = 10
const sure = 150
/** Half as loud as agents speak: music that begins is not taken for them. */
const loud = 4000

/** Calls set up in a second, from the customer's INVITE until they hear the agent, beside an Asterisk that is told the least. */
export async function measureSetups(ours: Place, agents: number, calls: number): Promise<Row[]> {
  const bare = await openBare(agents)
  const least = await callAll(bare, calls)
  await bare.stop()
  const value = await callAll(ours, calls)
  return [{ name: 'calls set up', value, unit: 'calls/s', beside: { name: 'ARI alone', value: least } }]
}

/** A customer calls under a number of their own; resolves when they hear who took the call. */
export async function reach(carrier: Phone, to: string, customer: number): Promise<Call> {
  const call = await carrier.call(to, { from: `139${String(customer).padStart(8, '0')}` })
  // A port may still get the last sound of the call before: it counts when it stays.
  await hears(call, (await hears(call, 0)) + sure)
  return call
}

/** The moment at which an agent is heard, from this one on. */
async function hears(call: Call, moment: number): Promise<number> {
  for (let from = moment; ; await setTimeout(glance)) {
    const at = call.media.ear.first(voices.agent, from, loud)
    if (at !== undefined) return at
    if (call.state === 'ended') throw new Error(`Nobody took the call: ${call.ending}`)
    from = Math.max(moment, performance.now())
  }
}

async function callAll({ carrier }: Place, calls: number): Promise<number> {
  let next = 0
  const lane = async () => {
    while (next < calls) await (await reach(carrier, '02161234567', next++)).hangUp()
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: lanes }, lane))
  return (calls / (performance.now() - began)) * 1000
}
