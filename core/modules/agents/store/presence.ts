import type { Db } from '../../../platform/db/index.ts'

/** What an agent can choose to be; only who is online is given conversations and calls. */
export const presenceStates = ['online', 'busy', 'break', 'away'] as const
export type PresenceState = (typeof presenceStates)[number]

/** Who is this is at work. */
const work: readonly PresenceState[] = ['online', 'busy']
/**
 * `since`: when they chose it (ISO 8601 UTC), where that is known; `workingSince`: since when they are online or busy, null
 * where they are neither.
 */
export type Presence = {
  agentId: number
  state: PresenceState
  since: string | null
  workingSince: string | null
}

type Chosen = Pick<Presence, 'agentId' | 'state'> & { now: string; expiresAt: string }

/** Says that an agent is there until `expiresAt`, and since `now` what they are; choosing the same again changes no time. */
export async function savePresence(db: Db, { agentId, state, now, expiresAt }: Chosen): Promise<void> {
  const isWorking = work.includes(state)
  const sinceWere = (states: readonly PresenceState[], column: string) => {
    const were = `presence.expires_at > ? and presence.state in (${states.map(() => '?').join(', ')})`
    const since = `case when ${were} then coalesce(presence.${column}, ?) else ? end`
    return db.raw(since, [now, ...states, now, now])
  }
  const begun = { agent_id: agentId, state, expires_at: expiresAt }
  await db('presence')
    .insert({ ...begun, since: now, working_since: isWorking ? now : null })
    .onConflict('agent_id')
    .merge({
      ...begun,
      since: sinceWere([state], 'since'),
      working_since: isWorking ? sinceWere(work, 'working_since') : null,
    })
}

/** Lengthens a lease that has not ended, whatever the agent chose to be, and says whether there was one. */
export async function prolongPresence(
  db: Db,
  agentId: number,
  now: string,
  expiresAt: string,
): Promise<boolean> {
  const lease = db('presence').where({ agent_id: agentId }).where('expires_at', '>', now)
  return (await lease.update({ expires_at: expiresAt })) > 0
}

/** Says that an agent has gone. */
export async function deletePresence(db: Db, agentId: number): Promise<void> {
  await db('presence').where({ agent_id: agentId }).delete()
}

/** Who is there at `now`. */
export async function listPresent(db: Db, now: string): Promise<Presence[]> {
  return db('presence')
    .where('expires_at', '>', now)
    .select('agent_id as agentId', 'state', 'since', 'working_since as workingSince')
    .orderBy('agent_id')
}
