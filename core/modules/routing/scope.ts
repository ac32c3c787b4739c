import type { Viewer } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'

/** A query in the making, of any table. */
export type Query = ReturnType<Db['queryBuilder']>

/** Whose a conversation or a task is: what decides who may see it. `agentTeamIds` are the teams of its agent. */
export type Holder = { agentId: number | null; teamId: number | null; agentTeamIds?: number[] }

/** What is held by an agent, or waits for a team: `agent_id` and `team_id` say so. */
export type Held = 'conversation' | 'task'

/**
 * Narrows a query over what is held to what this viewer may see. `allotted`: held by me, or by nobody and for my teams.
 * `own`: also by nobody and for no team. `team`: also what my teams or their members hold. `all`: everything.
 */
export function visibleTo<Q extends Query>(query: Q, viewer: Viewer, table: Held = 'conversation'): Q {
  withinBranch(query, viewer, table)
  if (viewer.scope === 'all') return query
  query.where((seen) => {
    seen.where(`${table}.agent_id`, viewer.agentId).orWhere((free) => unheld(free, viewer, table))
    if (viewer.scope === 'team') orTeams(seen, viewer, table)
  })
  return query
}

/**
 * Narrows a query to the branch that this viewer looks at just now, if any: what is with its groups, and of what is with
 * no group what their members hold.
 */
export function withinBranch<Q extends Query>(query: Q, { within }: Viewer, table: Held | 'call'): Q {
  if (!within) return query
  query.where((theirs) => {
    theirs
      .whereIn(`${table}.team_id`, within)
      .orWhere((held) =>
        held
          .whereNull(`${table}.team_id`)
          .whereIn(`${table}.agent_id`, (members) => membersOf(members, within)),
      )
  })
  return query
}

/** Does this viewer look after a group, and look at it just now? */
export function looksAfterTeam({ scope, teamIds, within }: Viewer, id: number): boolean {
  return (scope === 'all' || teamIds.includes(id)) && (within?.includes(id) ?? true)
}

/** Narrows a query over `person` to those of whom this viewer may see a conversation. */
export function visiblePeople<Q extends Query>(query: Q, viewer: Viewer): Q {
  if (viewer.scope === 'all') return query
  query.whereExists((met) => {
    visibleTo(met.from('conversation').whereRaw('conversation.person_id = person.id'), viewer)
  })
  return query
}

/** The rule of `visibleTo`, for one thing whose holder is known. */
export function maySee(viewer: Viewer, { agentId, teamId, agentTeamIds = [] }: Holder): boolean {
  const mine = (id: number) => viewer.teamIds.includes(id)
  if (viewer.within && !isWith(viewer.within, { teamId, agentTeamIds })) return false
  if (viewer.scope === 'all' || agentId === viewer.agentId) return true
  if (agentId === null && (teamId === null ? viewer.scope !== 'allotted' : mine(teamId))) return true
  return viewer.scope === 'team' && ((teamId !== null && mine(teamId)) || agentTeamIds.some(mine))
}

function isWith(
  branch: number[],
  { teamId, agentTeamIds }: Pick<Required<Holder>, 'teamId' | 'agentTeamIds'>,
) {
  return (teamId === null ? agentTeamIds : [teamId]).some((id) => branch.includes(id))
}

function unheld(query: Query, { scope, teamIds }: Viewer, table: Held) {
  query.whereNull(`${table}.agent_id`).where((team) => {
    team.whereIn(`${table}.team_id`, teamIds)
    if (scope !== 'allotted') team.orWhereNull(`${table}.team_id`)
  })
}

function orTeams(query: Query, { teamIds }: Viewer, table: Held) {
  query
    .orWhereIn(`${table}.team_id`, teamIds)
    .orWhereIn(`${table}.agent_id`, (members) => membersOf(members, teamIds))
}

function membersOf(query: Query, teamIds: number[]) {
  query.from('team_member').select('team_member.agent_id').whereIn('team_member.team_id', teamIds)
}
