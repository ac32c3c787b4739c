import type { App } from '../../module.ts'
import type { Push } from '../../plugin/index.ts'
import { hashToken } from '../../platform/crypto/index.ts'
import { batcher, type Db } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { emptyPushes, insertPushes } from './store/pushes.ts'

type Arrival = { channelId: number; pushes: Push[] }
type Shelf = { keep: (arrival: Arrival) => Promise<void>; empty: (id: number) => Promise<void> }

const shelves = new WeakMap<Db, Shelf>()
const longestKey = 200
const longestOrder = 100

/**
 * Stores what a provider pushed, each with the job that works on it, and resolves after the commit; what arrives
 * meanwhile shares the next transaction. The same key of the same account is stored once.
 */
export async function keepPushes(app: App, channelId: number, pushes: Push[]): Promise<void> {
  await shelfOf(app).keep({ channelId, pushes: pushes.map(storable) })
}

/** The push has been worked on: its body goes, in one transaction with others that are done now. */
export async function finishPush(app: App, id: number): Promise<void> {
  await shelfOf(app).empty(id)
}

function shelfOf(app: App): Shelf {
  const known = shelves.get(app.db)
  if (known) return known
  const shelf: Shelf = {
    keep: batcher<Arrival, void>(app.db, (trx, arrivals) => storeAll(app, trx, arrivals)),
    empty: batcher<number, void>(app.db, async (trx, ids) => {
      await emptyPushes(trx, ids)
      return ids.map(() => undefined)
    }),
  }
  shelves.set(app.db, shelf)
  return shelf
}

async function storeAll(app: App, trx: Db, arrivals: Arrival[]): Promise<undefined[]> {
  const at = app.clock().toISOString()
  const pushes = arrivals.flatMap(({ channelId, pushes }) => pushes.map((push) => ({ channelId, ...push })))
  const stored = await insertPushes(
    trx,
    pushes.map(({ channelId, key, body }) => ({ channelId, key, body, at })),
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
