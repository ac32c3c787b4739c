import type { Db } from '../../../platform/db/index.ts'

export type PresenceState = 'online' | 'busy' | 'away'
export type Presence = { agentId: number; state: PresenceState }

/** Says that an agent is there until `expiresAt`. */
export async function savePresence(db: Db, presence: Presence & { expiresAt: string }): Promise<void> {
  const row = { agent_id: presence.agentId, state: presence.state, expires_at: presence.expiresAt }
  await db('presence').insert(row).onConflict('agent_id').merge()
}

/** Lengthens a lease and keeps what the agent chose to be; a lease that had ended begins anew as online. */
export async function prolongPresence(
  db: Db,
  agentId: number,
  now: string,
  expiresAt: string,
): Promise<void> {
  const state = db.raw(`case when presence.expires_at > ? then presence.state else 'online' end`, [now])
  await db('presence')
    .insert({ agent_id: agentId, state: 'online', expires_at: expiresAt })
    .onConflict('agent_id')
    .merge({ state, expires_at: expiresAt })
}

/** Says that an agent has gone. */
export async function deletePresence(db: Db, agentId: number): Promise<void> {
  await db('presence').where({ agent_id: agentId }).delete()
}

/** Who is there at `now`. */
export async function listPresent(db: Db, now: string): Promise<Presence[]> {
  return db('presence')
    .where('expires_at', '>', now)
    .select('agent_id as agentId', 'state')
    .orderBy('agent_id')
}
