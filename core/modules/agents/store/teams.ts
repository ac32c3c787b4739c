import { type Db, insertId } from '../../../platform/db/index.ts'

/** `branch`: which of the clinic's places it belongs to; '' where that was not said. */
export type Team = { id: number; name: string; branch: string; memberIds: number[] }

/** Every team with its members, by name. */
export async function listTeams(db: Db): Promise<Team[]> {
  const teams: Omit<Team, 'memberIds'>[] = await db('team').select('id', 'name', 'branch').orderBy('name')
  const members: { team_id: number; agent_id: number }[] = await db('team_member').orderBy('agent_id')
  return teams.map((team) => ({
    ...team,
    memberIds: members.filter((member) => member.team_id === team.id).map((member) => member.agent_id),
  }))
}

/** What these teams are called, by id. */
export async function teamNames(db: Db, ids: number[]): Promise<Map<number, string>> {
  const rows: { id: number; name: string }[] = await db('team').whereIn('id', ids).select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The teams that an agent is in, by id. */
export async function teamIdsOf(db: Db, agentId: number): Promise<number[]> {
  return db('team_member').where({ agent_id: agentId }).orderBy('team_id').pluck('team_id')
}

/** Adds a team and answers its id, or nothing where the name is taken. */
export async function insertTeam(db: Db, team: Pick<Team, 'name' | 'branch'>): Promise<number | undefined> {
  if (await teamIdByName(db, team.name)) return undefined
  return insertId(db, 'team', team)
}

/** The id of the team of this name, or nothing. */
export async function teamIdByName(db: Db, name: string): Promise<number | undefined> {
  return (await db('team').where({ name }).first('id'))?.id
}

/** Says what a team is called, and of which branch it is. */
export async function updateTeam(db: Db, { id, name, branch }: Omit<Team, 'memberIds'>): Promise<void> {
  await db('team').where({ id }).update({ name, branch })
}

/** Says who is in a team, all of them; an id that is nobody's is passed over. */
export async function replaceMembers(db: Db, teamId: number, agentIds: number[]): Promise<void> {
  await db('team_member').where({ team_id: teamId }).delete()
  const known: number[] = await db('agent').whereIn('id', agentIds).pluck('id')
  const rows = known.map((agentId) => ({ team_id: teamId, agent_id: agentId }))
  if (rows.length > 0) await db('team_member').insert(rows)
}

/** Says which teams an agent is in, all of them; an id that is no team's is passed over. */
export async function replaceTeams(db: Db, agentId: number, teamIds: number[]): Promise<void> {
  await db('team_member').where({ agent_id: agentId }).delete()
  const known: number[] = await db('team').whereIn('id', teamIds).pluck('id')
  const rows = known.map((teamId) => ({ team_id: teamId, agent_id: agentId }))
  if (rows.length > 0) await db('team_member').insert(rows)
}

/** Is, or was, something of a customer's with this team? */
export async function teamIsUsed(db: Db, id: number): Promise<boolean> {
  for (const table of ['conversation', 'call', 'task', 'routing_decision'])
    if (await db(table).where({ team_id: id }).first('id')) return true
  return false
}

/** Takes a team out, its memberships with it. */
export async function deleteTeam(db: Db, id: number): Promise<void> {
  await db('team').where({ id }).delete()
}
