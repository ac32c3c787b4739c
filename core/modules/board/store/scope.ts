import type { Viewer } from '../../../module.ts'
import { type Query, withinBranch } from '../../routing/index.ts'

/** Narrows a query over `call` to what this supervisor looks after: everything, or their teams' calls and agents. */
export function lookedAfter<Q extends Query>(query: Q, viewer: Viewer): Q {
  withinBranch(query, viewer, 'call')
  if (viewer.scope === 'all') return query
  query.where((theirs) => {
    theirs.where('call.agent_id', viewer.agentId).orWhereIn('call.team_id', viewer.teamIds)
    theirs.orWhereIn('call.agent_id', (members) =>
      members
        .from('team_member')
        .select('team_member.agent_id')
        .whereIn('team_member.team_id', viewer.teamIds),
    )
  })
  return query
}
