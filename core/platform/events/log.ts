import { type Db, isPostgres, json, transaction } from '../db/index.ts'
import { beginning, cursorOf, isAfter, isCursor, placeOf } from './cursor.ts'

/** A fact in the log. `cursor` is its place; `ref` the row it is about; `at` ISO 8601 UTC. */
export type Event = {
  cursor: string
  topic: string
  type: string
  ref: number | null
  data: Record<string, unknown>
  at: string
}

type Row = {
  tx: number | string
  seq: number
  topic: string
  type: string
  ref: number | null
  data: string
  at: string
}

const prunedKey = 'events.pruned'

/**
 * The facts after a cursor, in order, at most `limit` (500), of `topics` alone where given. Up to `known`, which somebody
 * has read here before, none is missing.
 * On PostgreSQL a lower number can commit after a higher one, so facts are ordered by (transaction, number) and read
 * only below the oldest transaction that is still running: whatever commits later comes after every cursor given out.
 */
export async function read(
  db: Db,
  after: string,
  { topics, limit = 500, known = beginning }: { topics?: string[]; limit?: number; known?: string } = {},
): Promise<Event[]> {
  const query = db('event')
    .whereRaw('(tx, seq) > (?, ?)', placeOf(after))
    .whereRaw(`(${settled(db)} or (tx, seq) <= (?, ?))`, placeOf(known))
    .orderBy(['tx', 'seq'])
    .limit(limit)
  if (topics) query.whereIn('topic', topics)
  const rows: Row[] = await query
  return rows.map(eventOf)
}

/** The newest place that nothing can appear before: where a reader starts who wants only what is new. */
export async function head(db: Db): Promise<string> {
  return newest(db, settled(db))
}

/** Whether the log still holds everything after this cursor. False, as for what is no cursor: read everything anew. */
export async function reaches(db: Db, cursor: string): Promise<boolean> {
  if (!isCursor(cursor)) return false
  if (isAfter(await pruned(db), cursor)) return false
  return !isAfter(cursor, await newest(db))
}

/** Whether facts are committed after the cursor that `read` may not show yet. */
export async function hasUnsettled(db: Db, after: string): Promise<boolean> {
  const row = await db('event').whereRaw('(tx, seq) > (?, ?)', placeOf(after)).first('seq')
  return row !== undefined
}

/** Forgets the facts from before `before` (ISO 8601) up to the first that is younger, and answers how many. */
export async function prune(db: Db, before: string): Promise<number> {
  return transaction(db, async (trx) => {
    const kept: Row | undefined = await trx('event')
      .where('at', '>=', before)
      .orderBy(['tx', 'seq'])
      .first('tx', 'seq')
    const old = trx('event').where('at', '<', before)
    if (kept) old.whereRaw('(tx, seq) < (?, ?)', [kept.tx, kept.seq])
    const last: Row | undefined = await newestFirst(old).first('tx', 'seq')
    if (!last) return 0
    const value = cursorOf(last.tx, last.seq)
    await trx('setting').insert({ key: prunedKey, value }).onConflict('key').merge()
    return trx('event').whereRaw('(tx, seq) <= (?, ?)', [last.tx, last.seq]).delete()
  })
}

/** The place of the last fact that is there, or of the last that was forgotten. */
async function newest(db: Db, where = '1 = 1'): Promise<string> {
  const row: Row | undefined = await newestFirst(db('event').whereRaw(where)).first('tx', 'seq')
  return row ? cursorOf(row.tx, row.seq) : pruned(db)
}

function newestFirst(facts: ReturnType<Db>) {
  return facts.orderBy([
    { column: 'tx', order: 'desc' },
    { column: 'seq', order: 'desc' },
  ])
}

async function pruned(db: Db): Promise<string> {
  const row = await db('setting').where({ key: prunedKey }).first('value')
  return row?.value ?? beginning
}

/**
 * Below the oldest transaction that is still running. Transaction numbers are the whole server's, so those known to
 * belong to other databases are left out: a long write of a neighbour does not hold up our screens. One that ends while
 * this is asked is still taken for ours, and for that moment facts are held back that could be read before.
 */
const oldestRunning = `coalesce(
  (select min(running::text::bigint) from pg_snapshot_xip(pg_current_snapshot()) running
   where not exists (
     select from pg_stat_activity elsewhere
     where elsewhere.datname <> current_database()
     and elsewhere.backend_xid::text::bigint = running::text::bigint & 4294967295)),
  pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`

function settled(db: Db): string {
  return isPostgres(db) ? `tx < ${oldestRunning}` : '1 = 1'
}

function eventOf(row: Row): Event {
  const { topic, type, ref, at } = row
  return { cursor: cursorOf(row.tx, row.seq), topic, type, ref, data: json.read(row.data, {}), at }
}
