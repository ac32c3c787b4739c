import type { Step } from './decision.ts'
import type { Rule } from './rule.ts'
import type { Method } from './settings.ts'
import { firstFit } from './matching.ts'
import type { Asking, Placed, World } from './world.ts'

/** Where somebody waits: what people, a rule or the account say. `rule` is the one that fitted now, wherever it led. */
export type Route = { step: Step; teamId: number | null; rule: Rule | null; placed: Placed | null }

/** Those who are asked together, and what led to them. `personal`: they are asked for who they are, not for their group. */
export type Pool = {
  step: Step
  teamId: number | null
  members: number[]
  method: Method
  personal: boolean
}

/** Where somebody is to wait. Nothing of it depends on who is there. */
export function routeOf(world: World, { teamId, placed, visitor }: Asking): Route {
  if (teamId !== null) return { step: placed?.step ?? 'group', teamId, rule: null, placed }
  const rule = firstFit(world.rules, visitor, world.moment) ?? null
  const { target } = rule ?? {}
  if (target?.to === 'bot') return { step: 'rule', teamId: null, rule, placed: null }
  if (target?.to === 'group' && world.groups.has(target.teamId))
    return { step: 'rule', teamId: target.teamId, rule, placed: null }
  const own = world.channels.get(visitor.channelId)
  if (own !== undefined && world.groups.has(own)) return { step: 'channel', teamId: own, rule, placed: null }
  return { step: 'anybody', teamId: null, rule, placed: null }
}

/** Whom to ask, one pool after the other: who knows them, who is named, the group, and where it overflows to. */
export function poolsOf(world: World, asking: Asking, route: Route): Pool[] {
  const { teamId, rule } = route
  const personal = { teamId, method: world.settings.method, personal: true }
  const known = world.settings.acquaintances.flatMap((step): Pool[] => {
    const id = asking.known[step]
    return id === null ? [] : [{ ...personal, step, members: [id] }]
  })
  const named = rule?.target.to === 'agent' ? [rule.target.agentId] : []
  return [
    ...known,
    ...named.map((id): Pool => ({ ...personal, step: 'rule', members: [id] })),
    ...(teamId === null ? [everybody(world)] : [groupPool(world, route.step, teamId)]),
    ...overflow(world, asking, teamId),
  ]
}

function everybody({ staff, settings }: World): Pool {
  const members = [...staff.values()]
    .filter(({ hindered, allotted }) => hindered !== 'not-permitted' && !allotted)
    .map(({ agentId }) => agentId)
  return { step: 'anybody', teamId: null, members, method: settings.method, personal: false }
}

function groupPool({ groups, settings }: World, step: Step, teamId: number): Pool {
  const group = groups.get(teamId)
  const method = group?.method ?? settings.method
  return { step, teamId, members: group?.members ?? [], method, personal: false }
}

/** A group may overflow to one that overflows as well; none is asked twice. */
function overflow(world: World, { waited }: Asking, teamId: number | null): Pool[] {
  const pools: Pool[] = []
  const asked = new Set([teamId])
  let next = teamId
  while (next !== null) {
    const over = world.groups.get(next)?.overflow
    next = over && waited >= over.after && !asked.has(over.teamId) ? over.teamId : null
    if (next === null) break
    asked.add(next)
    pools.push(groupPool(world, 'overflow', next))
  }
  return pools
}
