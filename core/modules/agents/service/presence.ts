import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
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

/** Says that an agent is there, for 90 seconds from `now`. */
export async function present(db: Db, agentId: number, state: PresenceState, now: Date): Promise<void> {
  await savePresence(db, { agentId, state, expiresAt: leaseFrom(now) })
}

/** Says that an agent is still there, busy or away as they chose. */
export async function stayPresent(db: Db, agentId: number, now: Date): Promise<void> {
  await prolongPresence(db, agentId, now.toISOString(), leaseFrom(now))
}

/** Says that an agent has gone. */
export async function absent(db: Db, agentId: number): Promise<void> {
  await deletePresence(db, agentId)
}

/** Who is there now, and whether they take conversations. */
export async function onlineAgents(app: Pick<App, 'db' | 'clock'>): Promise<Presence[]> {
  return listPresent(app.db, app.clock().toISOString())
}

function leaseFrom(now: Date) {
  return new Date(now.getTime() + presenceLasts).toISOString()
}
