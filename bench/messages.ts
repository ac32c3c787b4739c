import { prepareHouse } from '../test/support/process.ts'
import type { Options, Row } from './figure.ts'
import type { Order, Report } from './load/run.ts'
import { type Engine, startBare, startEngines, startLoad } from './servers.ts'

const lanes = [1, 50, 500]
const rate = 1000

/** From a visitor's send to the desk, with a durable commit for each message, beside the bare pipeline. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const size = { visitors: quick ? 1000 : 2500, lanes, seconds: quick ? 1 : 4, rate }
  const engines = await startEngines()
  const rows: Row[] = []
  for (const engine of engines) {
    const bare = await measureBare(engine, size)
    const ours = await measureProduct(engine, size)
    rows.push(...compare(engine.name, ours, bare))
  }
  for (const engine of engines) await engine.stop()
  return rows
}

type Size = Pick<Order, 'visitors' | 'lanes' | 'seconds' | 'rate'>

async function measureBare(engine: Engine, size: Size): Promise<Report> {
  const server = await startBare(await engine.create())
  const load = await startLoad({ ...size, address: server.address })
  await load.stop()
  await server.stop()
  return load.report
}

async function measureProduct(engine: Engine, size: Size): Promise<Report> {
  const { url } = await engine.create()
  const house = await prepareHouse(url)
  await house.start(process.env['BENCH_FLAGS']?.split(' '))
  const product = { site: house.site, database: url ? { url } : { file: house.file } }
  const load = await startLoad({ ...size, address: house.address, product })
  await load.stop()
  await house.end('SIGTERM')
  await house.remove()
  return load.report
}

/** The cost of one message is the time for it where the server has nothing else to do than messages. */
function compare(engine: string, ours: Report, bare: Report): Row[] {
  const rows = lanes.flatMap((visitors, index): Row[] => {
    const [one, other] = [ours.closed[index], bare.closed[index]]
    if (!one || !other) return []
    const name = `${engine}, ${visitors} at a time`
    return [
      { name, value: one.rate, unit: 'messages/s', beside: { name: 'bare', value: other.rate } },
      {
        name: `${name}: cost of one`,
        value: 1000 / one.rate,
        unit: 'ms',
        beside: { name: 'bare', value: 1000 / other.rate },
        ...(visitors > 1 && { aim: (2 / other.rate) * 1000 }),
      },
      { name: `${name}: p50`, value: one.p50, unit: 'ms', beside: { name: 'bare', value: other.p50 } },
      { name: `${name}: p99`, value: one.p99, unit: 'ms', beside: { name: 'bare', value: other.p99 } },
    ]
  })
  const name = `${engine}, steady ${rate}/s: p99`
  const beside = { name: 'bare', value: bare.steady?.p99 ?? Number.NaN }
  return [...rows, { name, value: ours.steady?.p99 ?? Number.NaN, unit: 'ms', beside, aim: 10 }]
}
