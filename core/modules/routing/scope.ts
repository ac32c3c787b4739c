import type { Viewer } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'

/** A query in the making, of any table. */
export type Query = ReturnType<Db['queryBuilder']>

/** Whose a conversation is: what decides who may see it. `agentTeamIds` are the teams of its agent. */
export type Holder = { agentId: number | null; teamId: number | null; agentTeamIds?: number[] }

/**
 * Narrows a query over `conversation` to what this viewer may see. `own`: held by me, or by nobody and for my teams or
 * for no team. `team`: also what my teams or their members hold. `all`: everything.
 */
export function visibleTo<Q extends Query>(query: Q, viewer: Viewer): Q {
  if (viewer.scope === 'all') return query
  query.where((seen) => {
    seen.where('conversation.agent_id', viewer.agentId).orWhere((free) => unheld(free, viewer))
    if (viewer.scope === 'team') orTeams(seen, viewer)
  })
  return query
}

/** Narrows a query over `person` to those of whom this viewer may see a conversation. */
export function visiblePeople<Q extends Query>(query: Q, viewer: Viewer): Q {
  if (viewer.scope === 'all') return query
  query.whereExists((met) => {
    visibleTo(met.from('conversation').whereRaw('conversation.person_id = person.id'), viewer)
  })
  return query
}

/** The rule of `visibleTo`, for one conversation whose holder is known. */
export function maySee(viewer: Viewer, { agentId, teamId, agentTeamIds = [] }: Holder): boolean {
  const mine = (id: number) => viewer.teamIds.includes(id)
  if (viewer.scope === 'all' || agentId === viewer.agentId) return true
  if (agentId === null && (teamId === null || mine(teamId))) return true
  return viewer.scope === 'team' && ((teamId !== null && mine(teamId)) || agentTeamIds.some(mine))
}

function unheld(query: Query, { teamIds }: Viewer) {
  query
    .whereNull('conversation.agent_id')
    .where((team) => team.whereNull('conversation.team_id').orWhereIn('conversation.team_id', teamIds))
}

function orTeams(query: Query, { teamIds }: Viewer) {
  query
    .orWhereIn('conversation.team_id', teamIds)
    .orWhereIn('conversation.agent_id', (members) =>
      members.from('team_member').select('team_member.agent_id').whereIn('team_member.team_id', teamIds),
    )
}
