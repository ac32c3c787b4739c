import type { Db } from '../../../platform/db/index.ts'

/** When those who had waited for a group (null: for anybody) were given to agents, newest first. */
export async function givenTimes(
  db: Db,
  teamId: number | null,
  { since, limit }: { since: string; limit: number },
): Promise<string[]> {
  const query = db('routing_decision')
    .whereNotNull('agent_id')
    .whereIn('cause', ['freed', 'waited'])
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(limit)
  if (teamId === null) query.whereNull('team_id')
  else query.where({ team_id: teamId })
  return query.pluck('at')
}
