import { staff } from '../../core/testing/index.ts'
import { Agent } from '../../test/support/agent.ts'
import { until } from '../../test/support/until.ts'
import { percentile, type Row } from '../figure.ts'
import { ours as number, present } from './furnish.ts'
import type { Ours } from './places.ts'
import { reach } from './setups.ts'

/** From the carrier's INVITE to the hint on the live socket of the agent's page, and to the INVITE at their phone; one call at a time. */
export async function measureScreens(ours: Ours, calls: number): Promise<Row[]> {
  const { carrier, desks, db } = ours
  const [desk] = desks
  if (!desk) throw new Error('Nobody has a phone')
  await present(db, 1)
  const { agent_id: id } = await db('extension').orderBy('id').first('agent_id')
  const screens: number[] = []
  const rings: number[] = []
  let began = 0
  desk.manner = () => {
    rings.push(performance.now() - began)
    return 'answer'
  }
  const live = await (await new Agent(ours.address).signIn(staff.hao.email)).live()
  live.send({ t: 'follow', page: 1, topics: [`phone:${id}`] })
  await live.next('ready')
  live.socket.on('message', (data) => {
    const isHint = JSON.parse(String(data)).t === 'push'
    if (isHint && screens.length < rings.length + 1 && began > 0) screens.push(performance.now() - began)
  })
  for (let call = 0; call < calls; call += 1) {
    began = 0
    await until('nobody calls', async () => (await db('call').whereNotNull('live')).length === 0)
    began = performance.now()
    await (await reach(carrier, number, 1000 + call)).hangUp()
  }
  live.socket.terminate()
  desk.manner = () => 'answer'
  return [...spread('ring to screen', screens), ...spread('ring to phone', rings)]
}

function spread(name: string, times: number[]): Row[] {
  return [
    { name: `${name}: p50`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `${name}: p99`, value: percentile(times, 0.99), unit: 'ms' },
  ]
}
