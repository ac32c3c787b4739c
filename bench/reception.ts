import { saveReceptionSettings } from '../core/modules/reception/index.ts'
import { methods } from '../core/modules/reception/settings.ts'
import { look } from '../core/modules/reception/service/looking.ts'
import { medianTime, type Options, type Row } from './figure.ts'
import { arrive, type Front, openFront, writePlainly } from './reception/front.ts'
import { peakHour } from './reception/peak.ts'
import { measureProcesses } from './reception/processes.ts'
import { measureScreen } from './reception/screen.ts'
import { type Engine, startEngines } from './servers.ts'

const waiting = 500

/**
 * How fast conversations are given beside a plain transaction of the same size, when the agent sees who came, what a
 * second process does, and what the methods do to a peak hour.
 */
export async function measure({ quick }: Options): Promise<Row[]> {
  const engines = await startEngines()
  const rows: Row[] = []
  const times = quick ? 10 : 40
  for (const engine of engines) {
    rows.push(...(await measureGiving(engine, times)))
    rows.push(...(await measureScreen(engine, waiting, times)))
    if (engine.name === 'PostgreSQL') rows.push(...(await measureProcesses(engine, crowds(quick))))
  }
  for (const engine of engines) await engine.stop()
  return [...rows, ...methods.flatMap(peakRows)]
}

function crowds(quick: boolean) {
  return quick
    ? { visitors: 200, lanes: 50, seconds: 2, rounds: 1 }
    : { visitors: 1000, lanes: 200, seconds: 5, rounds: 3 }
}

async function measureGiving(engine: Engine, times: number): Promise<Row[]> {
  const front = await openFront(await engine.create())
  await arrive(front, front.chat, waiting)
  const plain = await plainRate(front)
  const rate = await givingRate(front)
  const { alone, beside } = await arrivalTimes(front, times)
  await front.close()
  return [
    {
      name: `${engine.name}: ${waiting} who wait are given`,
      value: rate,
      unit: 'assignments/s',
      beside: { name: 'plain transactions', value: plain },
    },
    {
      name: `${engine.name}: from arrival to agent, ${waiting} waiting`,
      value: beside,
      unit: 'ms',
      beside: { name: 'stored only', value: alone },
    },
  ]
}

/** In transactions of as many as a look gives in one. */
async function plainRate({ app, viewers }: Front): Promise<number> {
  const ids: number[] = await app.db('conversation').pluck('id')
  const before = await app.db('conversation').select('id', 'agent_id', 'assigned_at').first()
  const took = await timed(async () => {
    for (let from = 0; from < ids.length; from += 50)
      await writePlainly(app.db, ids.slice(from, from + 50), viewers.hao.agentId)
  })
  await app.db('conversation').update({ agent_id: before.agent_id, assigned_at: before.assigned_at })
  await app.db('message').where({ direction: 'system' }).delete()
  await app.db('routing_decision').delete()
  return (ids.length / took) * 1000
}

async function givingRate({ app, viewers }: Front): Promise<number> {
  await saveReceptionSettings(app, viewers.lin, { mode: 'automatic' })
  await app.db('job').delete()
  const took = await timed(() => look(app))
  const given = await app.db('conversation').whereNotNull('agent_id').pluck('id')
  if (given.length !== waiting) throw new Error(`${given.length} of ${waiting} were given`)
  return (given.length / took) * 1000
}

/** A queue as long in which nobody has room, and the next customer, whose group has. */
async function arrivalTimes(front: Front, times: number): Promise<{ alone: number; beside: number }> {
  const { app, viewers, post, chat, team } = front
  await saveReceptionSettings(app, viewers.lin, { mode: 'manual' })
  await app.jobs.drain()
  const alone = await medianTime(times, () => arrive(front, post, 1))
  const members = await app.db('team_member').where({ team_id: team }).pluck('agent_id')
  await app.db('presence').whereIn('agent_id', members).update({ state: 'break' })
  await arrive(front, chat, waiting)
  await saveReceptionSettings(app, viewers.lin, { mode: 'automatic' })
  await app.jobs.drain()
  return { alone, beside: await medianTime(times, () => arrive(front, post, 1)) }
}

function peakRows(method: (typeof methods)[number]): Row[] {
  const { mean, p95, spread } = peakHour(method)
  const name = `peak hour, 30 agents, 600 customers, ${method}`
  return [
    { name: `${name}: mean wait`, value: mean, unit: 's' },
    { name: `${name}: p95`, value: p95, unit: 's' },
    { name: `${name}: spread of load`, value: spread * 100, unit: '%' },
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
