import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { prepareHouse } from '../test/support/process.ts'
import { type Options, percentile, type Row } from './figure.ts'

const bare = join(import.meta.dirname, 'bare/hapi.ts')

/** Seconds from the command to the first page, beside a bare hapi server that does the same. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const house = await prepareHouse()
  const ours: number[] = []
  const theirs: number[] = []
  for (let run = 0; run < (quick ? 3 : 7); run += 1) {
    ours.push(await timed(() => house.start(), `${house.address}/login`))
    await house.end('SIGTERM')
    theirs.push(await timeBare())
  }
  await house.remove()
  const beside = { name: 'bare hapi', value: percentile(theirs, 0.5) }
  return [{ name: 'cold start to first page', value: percentile(ours, 0.5), unit: 's', beside, aim: 0.6 }]
}

async function timed(start: () => Promise<unknown>, page: string): Promise<number> {
  const began = performance.now()
  await start()
  const { status } = await fetch(page)
  if (status !== 200) throw new Error(`${page} answers ${status}`)
  return (performance.now() - began) / 1000
}

async function timeBare(): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [bare], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [address] = await once(child.stdout, 'data')
  await fetch(String(address).trim())
  const seconds = (performance.now() - began) / 1000
  child.kill()
  await once(child, 'exit')
  return seconds
}
