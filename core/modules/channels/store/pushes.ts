import type { Db } from '../../../platform/db/index.ts'

/** What a provider pushed. `body` is null once it has been worked on. */
export type StoredPush = { id: number; channelId: number; key: string; body: string | null }

type NewPush = { channelId: number; key: string; body: string; at: string }
type Row = { id: number; channel_id: number; key: string; body: string | null }

const mostRows = 500

/**
 * Stores these and answers the new ones, in no order; what was there before is left out. Rows go in by their keys, so
 * that two processes that get the same ones do not wait for each other in a circle.
 */
export async function insertPushes(trx: Db, pushes: NewPush[]): Promise<StoredPush[]> {
  const rows = pushes
    .toSorted((a, b) => a.channelId - b.channelId || compare(a.key, b.key))
    .map(({ channelId, ...row }) => ({ channel_id: channelId, ...row }))
  const stored: Row[] = []
  for (let from = 0; from < rows.length; from += mostRows) {
    const some = trx('push').insert(rows.slice(from, from + mostRows))
    stored.push(
      ...(await some.onConflict(['channel_id', 'key']).ignore().returning(['id', 'channel_id', 'key'])),
    )
  }
  return stored.map(fromRow)
}

/** The push, or undefined. */
export async function findPush(db: Db, id: number): Promise<StoredPush | undefined> {
  const row: Row | undefined = await db('push').where({ id }).first('id', 'channel_id', 'key', 'body')
  return row && fromRow(row)
}

/** These have been worked on: their bodies go, their keys stay against repetition. */
export async function emptyPushes(db: Db, ids: number[]): Promise<void> {
  await db('push').whereIn('id', ids).update({ body: null })
}

/** Forgets the keys of what was worked on and came before `done`, and everything from before `any` (ISO 8601). */
export async function deletePushes(db: Db, { done, any }: { done: string; any: string }): Promise<number> {
  const old = db('push')
    .where('at', '<', any)
    .orWhere((worked) => worked.where('at', '<', done).whereNull('body'))
  return old.delete()
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function fromRow({ id, channel_id, key, body }: Row): StoredPush {
  return { id, channelId: channel_id, key, body }
}
