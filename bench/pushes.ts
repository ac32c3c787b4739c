import { connect, type Db } from '../core/platform/db/index.ts'
import { prepareHouse } from '../test/support/process.ts'
import type { Options, Row } from './figure.ts'
import { platforms } from './load/platforms.ts'
import { flood, type Flood } from './load/posts.ts'
import { type Engine, startBare, startEngines } from './servers.ts'

const longestWait = 600_000

/** 10,000 calls of each platform: how fast they are answered, and until when everything is in the inbox, once. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const count = quick ? 1000 : 10_000
  const rows: Row[] = []
  const engines = await startEngines()
  for (const engine of engines) {
    for (const name of Object.keys(platforms)) rows.push(...(await measureOne(engine, name, count)))
  }
  for (const engine of engines) await engine.stop()
  return rows
}

type Outcome = Flood & { seconds: number; lost: number }

async function measureOne(engine: Engine, name: string, count: number): Promise<Row[]> {
  const platform = await platforms[name]?.()
  if (!platform) throw new Error(`No platform ${name}`)
  const posts = await platform.posts(count)
  const bare = await startBare(await engine.create(), 'callback')
  const least = await flood(`${bare.address}/hook`, posts)
  await bare.stop()
  const { url } = await engine.create()
  const house = await prepareHouse(url, platform.account)
  await house.start()
  const began = performance.now()
  const answered = await flood(`${house.address}/hooks/${platform.account.plugin}/${house.site}`, posts)
  const lost = await stored(url ? { url } : { file: house.file }, count)
  const seconds = (performance.now() - began) / 1000
  await house.end('SIGTERM')
  await house.remove()
  await platform.stop()
  return rowsOf(`${engine.name}, ${name}`, least, { ...answered, seconds, lost })
}

function rowsOf(name: string, bare: Flood, ours: Outcome): Row[] {
  const beside = (value: number) => ({ name: 'bare', value })
  return [
    { name: `${name}: answered`, value: ours.rate, unit: 'calls/s', beside: beside(bare.rate) },
    { name: `${name}: p99 of the answer`, value: ours.p99, unit: 'ms', beside: beside(bare.p99), aim: 5000 },
    { name: `${name}: all in the inbox after`, value: ours.seconds, unit: 's' },
    { name: `${name}: refused`, value: ours.refused, unit: 'calls', aim: 0 },
    { name: `${name}: lost or doubled`, value: ours.lost, unit: 'messages', aim: 0 },
  ]
}

/** Waits until as many messages are there as were said. Answers how many are missing, or there more than once. */
async function stored(database: { url?: string; file?: string }, count: number): Promise<number> {
  const db = await connect(database)
  try {
    const until = performance.now() + longestWait
    while ((await countOf(db)).all < count && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const { all, different } = await countOf(db)
    return count - different + (all - different)
  } finally {
    await db.destroy()
  }
}

async function countOf(db: Db): Promise<{ all: number; different: number }> {
  const said = () => db('message').where({ direction: 'in', kind: 'text' })
  const [all, different] = [
    await said().count({ n: '*' }).first(),
    await said().countDistinct({ n: 'text' }).first(),
  ]
  return { all: Number(all?.['n']), different: Number(different?.['n']) }
}
