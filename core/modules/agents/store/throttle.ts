import { type Db, isPostgres } from '../../../platform/db/index.ts'

export type Attempts = { key: string; failures: number; until: string }

/** What is counted for these keys, locked until the transaction ends; new keys start at nought, free since `now`. */
export async function lockAttempts(trx: Db, keys: string[], now: string): Promise<Attempts[]> {
  const fresh = keys.map((key) => ({ key, failures: 0, until: now }))
  await trx('throttle').insert(fresh).onConflict('key').ignore()
  const query = trx('throttle').whereIn('key', keys).orderBy('key')
  if (isPostgres(trx)) query.forUpdate()
  return query
}

/** Keeps a count. */
export async function saveAttempts(trx: Db, { key, failures, until }: Attempts): Promise<void> {
  await trx('throttle').where({ key }).update({ failures, until })
}

/** Forgets one key. */
export async function deleteAttempts(db: Db, key: string): Promise<void> {
  await db('throttle').where({ key }).delete()
}

/** Takes one attempt back that turned out to be right. */
export async function forgiveAttempt(db: Db, key: string, now: string): Promise<void> {
  await db('throttle')
    .where({ key })
    .where('failures', '>', 0)
    .decrement('failures', 1)
    .update({ until: now })
}

/** Forgets what ended before this time. */
export async function deleteOldAttempts(db: Db, before: string): Promise<void> {
  await db('throttle').where('until', '<', before).delete()
}
