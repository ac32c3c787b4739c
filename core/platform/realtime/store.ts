import type { Db } from '../db/index.ts'

const purpose = 'live'

/** Keeps a ticket of a session and forgets those that nobody used in time. */
export async function insertTicket(
  db: Db,
  ticket: { hash: string; sessionId: number; expiresAt: string },
  now: string,
): Promise<void> {
  await db('one_time_token').where({ purpose }).where('expires_at', '<=', now).delete()
  await db('one_time_token').insert({
    hash: ticket.hash,
    purpose,
    ref: ticket.sessionId,
    expires_at: ticket.expiresAt,
  })
}

/** Uses a ticket up: true once, for its own session, in time. */
export async function takeTicket(db: Db, hash: string, sessionId: number, now: string): Promise<boolean> {
  const ticket = { hash, purpose, ref: sessionId }
  return (await db('one_time_token').where(ticket).where('expires_at', '>', now).delete()) === 1
}
