import type { Db } from '../../../platform/db/index.ts'

/** The teams of each of these agents. */
export async function teamsOfAgents(db: Db, agentIds: number[]): Promise<Map<number, number[]>> {
  const rows = await db('team_member').whereIn('agent_id', agentIds).select('agent_id', 'team_id')
  const byAgent = Map.groupBy(rows, (row) => Number(row.agent_id))
  return new Map([...byAgent].map(([id, theirs]) => [id, theirs.map((row) => Number(row.team_id))]))
}

/** By person: their open conversation, and whose it is. */
export async function openOfPeople(
  db: Db,
  personIds: number[],
): Promise<Map<number, { id: number; agentId: number | null; teamId: number | null }[]>> {
  const rows = await db('conversation')
    .whereIn('person_id', personIds)
    .whereNot('status', 'closed')
    .select('id', 'person_id', 'agent_id', 'team_id')
  const byPerson = Map.groupBy(rows, (row) => Number(row.person_id))
  return new Map(
    [...byPerson].map(([person, theirs]) => [
      person,
      theirs.map((row) => ({ id: row.id, agentId: row.agent_id, teamId: row.team_id })),
    ]),
  )
}

/** Whose these conversations are. */
export async function peopleOfConversations(db: Db, ids: number[]): Promise<Map<number, number>> {
  const rows: { id: number; person_id: number }[] = await db('conversation')
    .whereIn('id', ids)
    .select('id', 'person_id')
  return new Map(rows.map((row) => [row.id, row.person_id]))
}
