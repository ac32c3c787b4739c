import type { Db } from '../../../platform/db/index.ts'

/**
 * Who waits for a team now: uids of calls in the order of their places, which are those of their conversations. Who is
 * being offered is no longer among them.
 */
export async function queueOf(db: Db, teamId: number): Promise<string[]> {
  return inPlace(db).where({ 'call.team_id': teamId, 'call.state': 'queued' }).pluck('call.uid')
}

/** The teams for which somebody waits whose customer this is, or who was with this agent before. */
export async function teamsWithFriends(db: Db, agentId: number): Promise<number[]> {
  return db('call')
    .join('person', 'person.id', 'call.person_id')
    .where('call.state', 'queued')
    .whereNotNull('call.team_id')
    .where((friend) =>
      friend
        .where('person.owner_id', agentId)
        .orWhereExists((met) =>
          met
            .from('conversation')
            .select('conversation.id')
            .whereRaw('conversation.person_id = call.person_id')
            .where('conversation.agent_id', agentId),
        ),
    )
    .distinct()
    .pluck('call.team_id')
}

/** Everybody in the queue of each team, those being offered too, in the order of their places: ids of calls by team. */
export async function waitingByTeam(db: Db): Promise<Map<number, number[]>> {
  const rows: { id: number; team_id: number }[] = await inPlace(db)
    .whereIn('call.state', ['queued', 'offered'])
    .whereNotNull('call.team_id')
    .whereNotNull('call.queued_at')
    .select('call.id', 'call.team_id')
  const byTeam = Map.groupBy(rows, (row) => row.team_id)
  return new Map([...byTeam].map(([team, waiting]) => [team, waiting.map(({ id }) => id)]))
}

/** Whoever waits already in their conversation has the place that they have there. */
function inPlace(db: Db) {
  return db('call')
    .leftJoin('conversation', 'conversation.id', 'call.conversation_id')
    .orderByRaw('coalesce(conversation.priority, 0) desc')
    .orderByRaw('coalesce(conversation.queued_at, call.queued_at), call.id')
}

/** How long agents of a team talked in each of the newest `limit` calls that ended since a time, milliseconds. */
export async function talkTimes(
  db: Db,
  teamId: number,
  { since, limit }: { since: string; limit: number },
): Promise<number[]> {
  return db('call')
    .where({ team_id: teamId, direction: 'in' })
    .whereNotNull('answered_at')
    .whereNotNull('talk_ms')
    .where('ended_at', '>', since)
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .pluck('talk_ms')
}
