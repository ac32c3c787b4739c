import type { Db } from '../../../platform/db/index.ts'

export type Purpose = 'invite' | 'reset' | 'code'

/** Keeps a token for one purpose and one agent; those that they had for it before count no more. */
export async function insertToken(
  db: Db,
  token: { hash: string; purpose: Purpose; agentId: number; expiresAt: string },
): Promise<void> {
  await deleteTokens(db, token.agentId, token.purpose)
  await db('one_time_token').insert({
    hash: token.hash,
    purpose: token.purpose,
    ref: token.agentId,
    expires_at: token.expiresAt,
  })
}

/** Whose token this is, while it lasts. */
export async function findToken(
  db: Db,
  purpose: Purpose,
  hash: string,
  now: string,
): Promise<number | undefined> {
  const row = await db('one_time_token').where({ purpose, hash }).where('expires_at', '>', now).first('ref')
  return row?.ref ?? undefined
}

/** Uses a token up: true once. */
export async function takeToken(db: Db, purpose: Purpose, hash: string, now: string): Promise<boolean> {
  return (await db('one_time_token').where({ purpose, hash }).where('expires_at', '>', now).delete()) === 1
}

/** Forgets an agent's tokens of one purpose. */
export async function deleteTokens(db: Db, agentId: number, purpose: Purpose): Promise<void> {
  await db('one_time_token').where({ purpose, ref: agentId }).delete()
}
