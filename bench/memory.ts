import { prepareHouse } from '../test/support/process.ts'
import type { Options, Row } from './figure.ts'
import { memoryOf, startBare, startLoad } from './servers.ts'

const MB = 1024 * 1024

/** Resident memory with nobody there and with idle visitors on sockets, beside a bare socket server. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const crowds = quick ? [0, 1000] : [0, 1000, 10_000]
  const house = await prepareHouse()
  await house.start()
  await (await fetch(`${house.address}/login`)).text()
  const product = { site: house.site, database: { file: house.file } }
  const ours = await weigh(house.pid(), { address: house.address, product }, crowds)
  await house.end('SIGKILL')
  await house.remove()
  const server = await startBare({})
  const bare = await weigh(server.pid, { address: server.address }, crowds)
  await server.stop()
  return [
    ...crowds.map((visitors, index) => total(visitors, ours[index], bare[index])),
    perVisitor(crowds, ours, bare),
  ]
}

function total(visitors: number, ours = Number.NaN, bare = Number.NaN): Row {
  const beside = { name: 'bare', value: bare / MB }
  return {
    name: `${visitors} visitors`,
    value: ours / MB,
    unit: 'MB',
    beside,
    ...(visitors === 0 && { aim: 120 }),
  }
}

function perVisitor(crowds: number[], ours: number[], bare: number[]): Row {
  const each = (sizes: number[]) => ((sizes.at(-1) ?? 0) - (sizes[0] ?? 0)) / (crowds.at(-1) ?? 1) / 1024
  return {
    name: 'one idle visitor',
    value: each(ours),
    unit: 'KB',
    beside: { name: 'bare', value: each(bare) },
    aim: 12,
  }
}

type Target = { address: string; product?: { site: string; database: { file: string } } }

/** Bytes with each crowd, once it has come to rest. */
async function weigh(pid: number, target: Target, crowds: number[]): Promise<number[]> {
  const sizes: number[] = []
  const loads: { stop: () => Promise<void> }[] = []
  let there = 0
  for (const visitors of crowds) {
    const more = visitors - there
    const order = { ...target, visitors: more, lanes: [], seconds: 0, rate: 0, idle: true, first: there }
    if (more > 0) loads.push(await startLoad(order))
    there = visitors
    sizes.push(await atRest(pid))
  }
  for (const load of loads) await load.stop()
  return sizes
}

/** Bytes of a process. Garbage goes when there is time for it: waits until the memory has not shrunk for some seconds. */
export async function atRest(pid: number): Promise<number> {
  let least = await memoryOf(pid)
  for (let quiet = 0; quiet < 4; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const now = await memoryOf(pid)
    if (now < least * 0.99) quiet = 0
    least = Math.min(least, now)
  }
  return least
}
