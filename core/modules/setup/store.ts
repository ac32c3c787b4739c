import type { Db } from '../../platform/db/index.ts'

const purpose = 'setup'

/** Keeps the hash of a setup token; the one before counts no more. */
export async function insertToken(db: Db, hash: string, expiresAt: string): Promise<void> {
  await db('one_time_token').where({ purpose }).delete()
  await db('one_time_token').insert({ hash, purpose, expires_at: expiresAt })
}

/** Is this the hash of the token that counts? */
export async function isToken(db: Db, hash: string, now: string): Promise<boolean> {
  const row = await db('one_time_token').where({ purpose, hash }).where('expires_at', '>', now).first('hash')
  return row !== undefined
}

/** Uses the token up: true once. */
export async function takeToken(db: Db, hash: string, now: string): Promise<boolean> {
  const mine = db('one_time_token').where({ purpose, hash }).where('expires_at', '>', now)
  return (await mine.delete()) === 1
}
