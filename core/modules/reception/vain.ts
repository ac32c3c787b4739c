import type { Rule } from './rule.ts'

/** Who and what is there, by id. */
export type Present = Record<'agents' | 'teams' | 'channels', { has: (id: number) => boolean }>

/** Is a rule in vain: is whoever it leads to gone, or every channel that it asks for? */
export function isVain(
  { conditions, target }: Pick<Rule, 'conditions' | 'target'>,
  present: Present,
): boolean {
  if (target.to === 'agent' && !present.agents.has(target.agentId)) return true
  if (target.to === 'group' && !present.teams.has(target.teamId)) return true
  return conditions.some(
    (asked) => asked.on === 'channel' && !asked.is.some((id) => present.channels.has(id)),
  )
}
