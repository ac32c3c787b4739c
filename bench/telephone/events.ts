import { addChannel } from '../../core/modules/channels/index.ts'
import { type Db, transaction } from '../../core/platform/db/index.ts'
import { createExchange, type Exchange, testApp, type TestApp } from '../../core/testing/index.ts'
import { until } from '../../test/support/until.ts'
import type { Row } from '../figure.ts'
import { type Engine, startEngines } from '../servers.ts'
import { furnish, ours, present } from './furnish.ts'

const agents = 50
const actor = { actor: 'agent:1', ip: '127.0.0.1' }

/** What an exchange in memory tells of whole calls, an event after the other, and how many of that we take in a second. */
export async function measureEvents(calls: number): Promise<Row[]> {
  const engines = await startEngines()
  const rows: Row[] = []
  for (const engine of engines) rows.push(...(await measureOn(engine, calls)))
  for (const engine of engines) await engine.stop()
  return rows
}

async function measureOn(engine: Engine, calls: number): Promise<Row[]> {
  const { exchange, plugin } = createExchange()
  const test = await testApp({ database: await engine.create(), plugins: [plugin] })
  const phones = await openBoard(test)
  for (const phone of phones) exchange.register(phone)
  await exchange.settle()
  await present(test.app.db, agents)
  const [events, seconds] = await told(exchange, async () => {
    for (let done = 0; done < calls; done += agents) await talkAll(test, exchange, phones)
  })
  const beside = { name: 'commits of one row', value: await commits(test.app.db) }
  await test.stop()
  return [{ name: `${engine.name}, events taken in`, value: events / seconds, unit: 'events/s', beside }]
}

/** How many transactions a second change one row, one after the other. */
async function commits(db: Db): Promise<number> {
  const times = 200
  const began = performance.now()
  for (let time = 0; time < times; time += 1)
    await transaction(db, (trx) => trx('call').where({ id: 1 }).increment('version', 1))
  return times / ((performance.now() - began) / 1000)
}

/** The names of the phones. */
async function openBoard({ app, drain }: TestApp): Promise<string[]> {
  const board = { plugin: 'exchange', kind: 'board', name: '总机', settings: { name: 'main' } }
  const channelId = await addChannel(app, actor, board)
  await drain()
  const phones = await furnish(app, channelId, agents)
  await drain()
  return phones.map(({ name }) => name)
}

/** As many customers as there are agents call, talk, and hang up. */
async function talkAll({ app }: TestApp, exchange: Exchange, phones: string[]) {
  const are = async (state: string) =>
    Number((await app.db('call').where({ state }).count({ n: '*' }))[0]?.['n'])
  for (let caller = 0; caller < phones.length; caller += 1)
    exchange.call({ from: `1390013${String(caller).padStart(4, '0')}`, to: ours })
  await until('everybody rings', () => phones.every((phone) => exchange.isRinging(phone)))
  for (const phone of phones) exchange.pickUp(phone)
  await until('everybody talks', async () => (await are('talking')) === phones.length)
  for (const { id, from } of exchange.floor.legs.values()) if (from) exchange.end(id, 'normal')
  await until('nobody talks', async () => (await are('talking')) === 0)
  await exchange.settle()
}

/** How many events are told meanwhile, and the seconds that takes. */
async function told(exchange: Exchange, work: () => Promise<void>): Promise<[number, number]> {
  let events = 0
  const tell = exchange.tell.bind(exchange)
  exchange.tell = (event) => {
    events += 1
    tell(event)
  }
  const began = performance.now()
  await work()
  return [events, (performance.now() - began) / 1000]
}
