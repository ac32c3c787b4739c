import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { connect } from '../../core/platform/db/index.ts'
import { staff } from '../../core/testing/index.ts'
import { Agent } from '../../test/support/agent.ts'
import { openCrowd, openSessions } from './crowd.ts'
import { Driver, type Result, type Wire } from './drive.ts'

/** A process that makes load and nothing else: takes one order from its parent and answers with what it measured. */
export type Order = {
  address: string
  visitors: number
  /** How many visitors other processes have sent. */
  first?: number
  /** The website of a whole clinic; a bare pipeline has none. */
  product?: { site: string; database: { url?: string; file?: string } }
  /** Messages under way at a time, and seconds for each. */
  lanes: number[]
  seconds: number
  /** Messages a second, at the end. */
  rate: number
  /** Only connects and stays. */
  idle?: boolean
}
export type Report = { closed: Result[]; steady?: Result }

process.on('message', (order: Order) => void work(order).then((report) => process.send?.(report)))

async function work(order: Order): Promise<Report> {
  const wire = order.product ? await productWire(order, order.product) : await bareWire(order)
  if (order.idle) return { closed: [] }
  const driver = new Driver(wire)
  if (!order.product) await driver.closed(50, 1)
  const closed: Result[] = []
  for (const lanes of order.lanes) closed.push(await driver.closed(lanes, order.seconds))
  return { closed, steady: await driver.steady(order.rate, order.seconds) }
}

async function bareWire({ address, visitors, first = 0, idle }: Order): Promise<Wire> {
  const crowd = await openCrowd({ address, path: '/' }, { size: visitors, first })
  const desk = new WebSocket(`${address.replace('http', 'ws')}/desk`)
  if (!idle) await new Promise((open) => desk.once('open', open))
  return {
    crowd,
    message: (who, uid, text) => ({ t: 'send', uid, text, who }),
    onDesk: (listener) => void desk.on('message', (data) => listener(JSON.parse(String(data)).who)),
  }
}

async function productWire(order: Order, { site, database }: NonNullable<Order['product']>): Promise<Wire> {
  const { address, visitors, first = 0, idle } = order
  const sessions = await openSessions(address, site, { size: visitors, first })
  const door = { address, path: `/p/webchat/socket?site=${site}` }
  const hello = (visitor: number) => ({ t: 'hello', token: sessions[visitor]?.token, client: randomUUID() })
  const crowd = await openCrowd(door, { size: visitors, first }, hello)
  const message = (_: number, uid: string, text: string) => ({ t: 'send', uid, text })
  if (idle) return { crowd, message, onDesk: () => {} }
  await new Driver({ crowd, message, onDesk: () => {} }).greet()
  const names = new Map(sessions.map(({ visitor }, index) => [visitor, index]))
  const talks = await conversations(database, names)
  const lin = await new Agent(address).signIn(staff.lin.email)
  const [, cursor] = /name="live-cursor" content="([^"]+)"/.exec(await lin.page('/desk')) ?? []
  const live = await lin.live()
  live.send({ t: 'follow', page: 1, topics: ['desk'], cursor })
  await live.next('ready')
  return {
    crowd,
    message,
    onDesk: (listener) =>
      void live.socket.on('message', (data) => {
        const frame = JSON.parse(String(data))
        if (frame.t !== 'push' || frame.data.type !== 'message.created') return
        listener(talks.get(frame.data.conversation) ?? -1)
      }),
  }
}

/** Whose conversation is whose: the desk knows it by its id alone. */
async function conversations(database: { url?: string; file?: string }, names: Map<string, number>) {
  const db = await connect(database)
  const rows = await db('conversation')
    .join('identity', 'identity.person_id', 'conversation.person_id')
    .select('conversation.id', 'identity.external_id')
  await db.destroy()
  return new Map(rows.map(({ id, external_id }): [number, number] => [id, names.get(external_id) ?? -1]))
}
