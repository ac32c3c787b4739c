import type { App } from '../../module.ts'
import type { Push } from '../../plugin/index.ts'
import { hashToken } from '../../platform/crypto/index.ts'
import { batcher, type Db } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { insertPushes } from './store/pushes.ts'

type Arrival = { channelId: number; pushes: Push[] }

const shelves = new WeakMap<Db, (arrival: Arrival) => Promise<void>>()
const longestKey = 200
const longestOrder = 100

/**
 * Stores what a provider pushed, each with the job that works on it, and resolves after the commit; what arrives
 * meanwhile shares the next transaction. The same key of the same account is stored once.
 */
export async function keepPushes(app: App, channelId: number, pushes: Push[]): Promise<void> {
  const known = shelves.get(app.db)
  const keep = known ?? batcher<Arrival, void>(app.db, (trx, arrivals) => storeAll(app, trx, arrivals))
  shelves.set(app.db, keep)
  await keep({ channelId, pushes: pushes.map(storable) })
}

async function storeAll(app: App, trx: Db, arrivals: Arrival[]): Promise<undefined[]> {
  const at = app.clock().toISOString()
  const pushes = arrivals.flatMap(({ channelId, pushes }) => pushes.map((push) => ({ channelId, ...push })))
  const stored = await insertPushes(
    trx,
    pushes.map(({ order: _, ...push }) => ({ ...push, at })),
  )
  const ids = new Map(stored.map(({ id, channelId, key }) => [`${channelId} ${key}`, id]))
  const jobs = pushes.flatMap(({ channelId, key, order }) => {
    const name = `${channelId} ${key}`
    const pushId = ids.get(name)
    ids.delete(name)
    if (pushId === undefined) return []
    const turn = order === undefined ? undefined : `push:${channelId}:${order}`
    return { name: 'channel.push', key: turn, payload: { pushId } }
  })
  await enqueue(trx, jobs, at)
  return arrivals.map(() => undefined)
}

/** Names of any length fit, and PostgreSQL takes no NUL in a text. */
function storable({ key, body, order }: Push): Push {
  return {
    key: short(key, longestKey),
    body: body.toWellFormed().replaceAll('\0', ''),
    ...(order !== undefined && { order: short(order, longestOrder) }),
  }
}

function short(name: string, longest: number): string {
  const isFit = name.length <= longest && name.isWellFormed() && !name.includes('\0')
  return isFit ? name : hashToken(name)
}
