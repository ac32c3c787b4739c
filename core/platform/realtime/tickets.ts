import type { ServerRoute } from '@hapi/hapi'
import { hashToken, randomToken } from '../crypto/index.ts'
import type { Db } from '../db/index.ts'
import { viewerOf } from '../http/index.ts'
import { later } from '../time.ts'
import { insertTicket, takeTicket } from './store.ts'

const life = 30_000

/** A one-time ticket for one socket of this session, good for 30 seconds. Only its hash is stored. */
export async function issueTicket(db: Db, sessionId: number, now: Date): Promise<string> {
  const ticket = randomToken()
  const expiresAt = later(now, life)
  await insertTicket(db, { hash: hashToken(ticket), sessionId, expiresAt }, now.toISOString())
  return ticket
}

/** Whether this was an unused ticket of the session; it is used up now. */
export function redeemTicket(db: Db, ticket: string, sessionId: number, now: Date): Promise<boolean> {
  return takeTicket(db, hashToken(ticket), sessionId, now.toISOString())
}

/**
 * `POST /live/ticket` → `{ ticket }`. A page of another site can neither send our header nor read this answer, so a
 * socket that knows a ticket was opened by a page of ours.
 */
export function ticketRoute(app: { db: Db; clock: () => Date }): ServerRoute {
  return {
    method: 'POST',
    path: '/live/ticket',
    options: { app: { access: 'signed-in' } },
    handler: async (request) => ({
      ticket: await issueTicket(app.db, viewerOf(request).sessionId, app.clock()),
    }),
  }
}
