import { connect } from '../../core/platform/db/index.ts'
import { prepareHouse } from '../../test/support/process.ts'
import { until } from '../../test/support/until.ts'
import { percentile, type Row } from '../figure.ts'
import type { Report } from '../load/run.ts'
import { type Engine, startLoad } from '../servers.ts'
import { giveAll } from './crowded.ts'

type Size = { visitors: number; lanes: number; seconds: number; rounds: number }
type Outcome = { given: number; messages: number; p50: number }

/**
 * What two processes on one PostgreSQL do with the same load beside one: customers given, and messages to the desk. They
 * take turns, and the median of the rounds counts.
 */
export async function measureProcesses(engine: Engine, size: Size): Promise<Row[]> {
  const [ones, twos]: [Outcome[], Outcome[]] = [[], []]
  for (let round = 0; round < size.rounds; round += 1) {
    ones.push(await runOn(engine, size, 1))
    twos.push(await runOn(engine, size, 2))
  }
  const [one, two] = [medianOf(ones), medianOf(twos)]
  const name = `${engine.name}, two processes`
  const beside = (value: number) => ({ name: 'one', value })
  return [
    {
      name: `${name}: customers come and are given`,
      value: two.given,
      unit: 'assignments/s',
      beside: beside(one.given),
    },
    {
      name: `${name}: messages to the desk`,
      value: two.messages,
      unit: 'messages/s',
      beside: beside(one.messages),
    },
    { name: `${name}: p50 of these`, value: two.p50, unit: 'ms', beside: beside(one.p50) },
  ]
}

function medianOf(outcomes: Outcome[]): Outcome {
  const median = (name: keyof Outcome) =>
    percentile(
      outcomes.map((outcome) => outcome[name]),
      0.5,
    )
  return { given: median('given'), messages: median('messages'), p50: median('p50') }
}

/** Half of the load comes by the first process and half by the last, which may be the same. */
async function runOn(engine: Engine, { visitors, lanes, seconds }: Size, count: 1 | 2): Promise<Outcome> {
  const { url = '' } = await engine.create()
  const house = await prepareHouse(url, undefined, giveAll)
  const programs = count === 2 ? [house, await house.beside()] : [house, house]
  for (const program of new Set(programs)) await program.start()
  const half = { visitors: visitors / 2, lanes: [lanes / 2], seconds, rate: 1 }
  const product = { site: house.site, database: { url } }
  const loads = await Promise.all(
    programs.map(({ address }, index) =>
      startLoad({ ...half, address, product, first: index * half.visitors }),
    ),
  )
  const given = await givenRate(url, visitors)
  for (const load of loads) await load.stop()
  await house.remove()
  return { given, ...together(loads.map(({ report }) => report)) }
}

function together(reports: Report[]): Omit<Outcome, 'given'> {
  const results = reports.flatMap(({ closed }) => closed)
  const messages = results.reduce((sum, { rate }) => sum + rate, 0)
  return { messages, p50: results.reduce((sum, { rate, p50 }) => sum + p50 * rate, 0) / messages }
}

/** Customers a second, from the first who came to the last who had an agent. */
async function givenRate(url: string, visitors: number): Promise<number> {
  const db = await connect({ url })
  const times = () =>
    db('conversation').min('opened_at as from').max('assigned_at as to').count('assigned_at as all').first()
  await until('all have an agent', async () => Number((await times())?.['all']) === visitors)
  const { from, to } = (await times()) ?? {}
  await db.destroy()
  return (visitors / (Date.parse(String(to)) - Date.parse(String(from)))) * 1000
}
