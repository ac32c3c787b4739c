import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { later } from '../../../platform/time.ts'
import {
  deletePresence,
  listPresent,
  type Presence,
  type PresenceState,
  prolongPresence,
  savePresence,
} from '../store/presence.ts'

/** A lease: who does not renew it within this time is gone. Milliseconds. */
const presenceLasts = 90_000

/** Says that an agent is there, for 90 seconds from `now`. Who is online may be given what waits. */
export async function present(db: Db, agentId: number, state: PresenceState, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    await savePresence(trx, { agentId, state, now: now.toISOString(), expiresAt: leaseFrom(now) })
    if (state === 'online') await enqueue(trx, ready(agentId), now.toISOString())
  })
}

/** Says that an agent is still there, busy or away as they chose; who had gone is back, and online. */
export async function stayPresent(db: Db, agentId: number, now: Date): Promise<void> {
  const isThere = await prolongPresence(db, agentId, now.toISOString(), leaseFrom(now))
  if (!isThere) await present(db, agentId, 'online', now)
}

/** Says that an agent has gone. */
export async function absent(db: Db, agentId: number): Promise<void> {
  await deletePresence(db, agentId)
}

/** Who is there now, and whether they take conversations. */
export async function onlineAgents(app: Pick<App, 'db' | 'clock'>): Promise<Presence[]> {
  return listPresent(app.db, app.clock().toISOString())
}

function ready(agentId: number) {
  return ['call.ready', 'reception.free'].map((name) => ({ name, payload: { agentId } }))
}

function leaseFrom(now: Date) {
  return later(now, presenceLasts)
}
