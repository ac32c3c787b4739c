import type { Db } from '../../../platform/db/index.ts'
import type { Grant, Taken } from '../windows/window.ts'

type Row = { identity_id: number } & Grant

/** Sets these grants anew; what was done before a grant that stands changes nothing. Each may appear once. */
export async function putGrants(trx: Db, grants: (Grant & { identityId: number })[]): Promise<void> {
  if (grants.length === 0) return
  await trx('reply_window')
    .insert(grants.map(({ identityId, ...grant }) => ({ identity_id: identityId, ...grant })))
    .onConflict(['identity_id', 'after'])
    .merge(['left', 'until'])
    .whereRaw('reply_window.until <= excluded.until')
}

/** Takes everything back that these customers have allowed. */
export async function dropGrants(trx: Db, identityIds: number[]): Promise<void> {
  await trx('reply_window').whereIn('identity_id', identityIds).delete()
}

/** What each of these customers allows, also what has ended by now. */
export async function grantsOf(db: Db, identityIds: number[]): Promise<Map<number, Grant[]>> {
  const rows: Row[] = await db('reply_window').whereIn('identity_id', identityIds).orderBy('after')
  const byIdentity = Map.groupBy(rows, (row) => row.identity_id)
  return new Map(
    [...byIdentity].map(([id, theirs]) => [
      id,
      theirs.map(({ after, left, until }) => ({ after, left, until })),
    ]),
  )
}

/** Takes so many answers from each grant that has them, and says from which; undefined where none has. */
export async function takeAnswers(
  trx: Db,
  identityId: number,
  count: number,
  at: string,
): Promise<Taken | undefined> {
  const rows: Row[] = await trx('reply_window')
    .where({ identity_id: identityId })
    .where('until', '>', at)
    .where((enough) => enough.whereNull('left').orWhere('left', '>=', count))
    .update({ left: trx.raw('"left" - ?', [count]) })
    .returning('*')
  if (rows.length === 0) return undefined
  return rows.filter(({ left }) => left !== null).map(({ after, until }) => ({ after, until, count }))
}

/** Puts answers back into the grants that they were taken from, those that have not been set anew. */
export async function giveBack(trx: Db, identityId: number, taken: Taken): Promise<void> {
  for (const { count, ...grant } of taken) {
    await trx('reply_window')
      .where({ identity_id: identityId, ...grant })
      .update({ left: trx.raw('"left" + ?', [count]) })
  }
}
