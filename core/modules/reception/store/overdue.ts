import type { Db } from '../../../platform/db/index.ts'

/** A conversation that its agent should not keep; `from`: who handed it over to them. */
export type Overdue = { id: number; agentId: number | null; teamId: number | null }
export type Untaken = Overdue & { from: number; fromTeam: number | null }

/** One that comes back into the queue, with the place that it will have there. */
export type Leaving = Overdue & { personId: number; priority: number; queuedAt: string; isGone: false }

/** In which customers wait for agents who have gone before `since`. */
export async function deserted(db: Db, since: string): Promise<Overdue[]> {
  return held(db)
    .leftJoin('presence', 'presence.agent_id', 'conversation.agent_id')
    .whereNotNull('conversation.waiting_since')
    .where('conversation.assigned_at', '<=', since)
    .where((gone) => gone.whereNull('presence.expires_at').orWhere('presence.expires_at', '<=', since))
}

/** Which were given before `since`, and whose customers have been waiting for an answer ever since. */
export async function unanswered(db: Db, since: string): Promise<Overdue[]> {
  return held(db)
    .where('conversation.assigned_at', '<=', since)
    .whereRaw('conversation.waiting_since <= conversation.assigned_at')
}

/** Which were handed over before `since`, and nobody has accepted. */
export async function untaken(db: Db, since: string): Promise<Untaken[]> {
  const rows: (Overdue & { transfer: string })[] = await db('conversation')
    .whereIn('status', ['open', 'queued'])
    .whereNotNull('transfer')
    .orderBy('id')
    .select('id', 'agent_id as agentId', 'team_id as teamId', 'transfer')
  return rows.flatMap(({ transfer, ...row }) => {
    const { from, teamId, at } = JSON.parse(transfer)
    return at <= since ? { ...row, from, fromTeam: teamId } : []
  })
}

/** These conversations as they would wait if they went back into the queue at `at` (ISO 8601 UTC). */
export async function listLeaving(db: Db, ids: number[], at: string): Promise<Leaving[]> {
  const rows: Omit<Leaving, 'isGone'>[] = await db('conversation')
    .whereIn('id', ids)
    .select('id', 'agent_id as agentId', 'team_id as teamId', 'person_id as personId', 'priority')
    .select(db.raw('coalesce(queued_at, waiting_since, ?) as "queuedAt"', [at]))
  return rows.map((row) => ({ ...row, isGone: false }))
}

function held(db: Db) {
  return db('conversation')
    .where('conversation.status', 'open')
    .whereNotNull('conversation.agent_id')
    .orderBy('conversation.id')
    .select('conversation.id', 'conversation.agent_id as agentId', 'conversation.team_id as teamId')
}
