import { chosen } from './choosing.ts'
import type { Candidate, Explanation, Obstacle } from './decision.ts'
import { type Pool, poolsOf, type Route, routeOf } from './pools.ts'
import { type Asking, type Staff, weightOf, type World } from './world.ts'

/** What becomes of somebody who waits. `priority` and `message` are what a rule that fitted says, null without one. */
export type Choice = { explanation: Explanation; priority: number | null; message: string | null }

type Passer = Explanation['left'][number]

/**
 * Who gets somebody who waits: whoever knows them, else whom a rule names, else one of the group in which they wait, of
 * the group to which it overflows after a time, or of everybody. Nobody gets more than they can have.
 */
export function decide(world: World, asking: Asking): Choice {
  const route = routeOf(world, asking)
  const isForBot = route.rule?.target.to === 'bot'
  return { ...saidBy(route), explanation: isForBot ? nobody(world, route) : choose(world, asking, route) }
}

/** Decides, and lets whoever is chosen carry it in this world: who is next finds them with it. `at`: ISO 8601 UTC. */
export function deal(world: World, asking: Asking, at: string): Choice {
  const choice = decide(world, asking)
  const staff = world.staff.get(choice.explanation.agentId ?? 0)
  if (staff) {
    staff.load += weightOf(world, asking.visitor, staff.capacity)
    staff.given += 1
    staff.idleSince = at
  }
  return choice
}

/** Where somebody is to wait where nobody is given anything, and what a rule says to them. */
export function place(world: World, asking: Asking): Choice {
  const route = routeOf(world, asking)
  return { ...saidBy(route), explanation: nobody(world, route) }
}

/** Is there anything at all that they could be given? */
export function hasRoom({ hindered, load, capacity }: Staff): boolean {
  return hindered === null && load < capacity
}

function saidBy({ rule }: Route): Omit<Choice, 'explanation'> {
  const message = rule?.target.to === 'message' ? rule.target.text : null
  return { priority: rule?.priority ?? null, message }
}

function choose(world: World, asking: Asking, route: Route): Explanation {
  const left = new Map<number, Passer>()
  for (const pool of poolsOf(world, asking, route)) {
    const { candidates, passers } = sift(world, asking, pool)
    for (const passer of passers) if (!left.has(passer.agentId)) left.set(passer.agentId, passer)
    const winner = chosen(pool.method, candidates)
    if (!winner) continue
    const { step, teamId, method } = pool
    const given = { step, teamId, method, candidates, left: [...left.values()], agentId: winner.agentId }
    return { ...nobody(world, route), ...given }
  }
  return { ...nobody(world, route), left: [...left.values()] }
}

/** Those of a pool who could take it, and why the others cannot. */
function sift(world: World, asking: Asking, pool: Pool): { candidates: Candidate[]; passers: Passer[] } {
  const candidates: Candidate[] = []
  const passers: Passer[] = []
  for (const agentId of pool.members) {
    const staff = world.staff.get(agentId)
    const why = staff ? obstacleOf(world, asking, pool, staff) : 'absent'
    if (why) passers.push({ agentId, why })
    else if (staff) candidates.push(candidateOf(staff))
  }
  return { candidates, passers }
}

function obstacleOf(world: World, asking: Asking, pool: Pool, staff: Staff): Obstacle | null {
  if (staff.hindered) return staff.hindered
  if (isOutside(world, asking, pool, staff)) return 'outside'
  if (asking.passed.includes(staff.agentId)) return 'passed'
  return staff.load + weightOf(world, asking.visitor, staff.capacity) > staff.capacity ? 'full' : null
}

/** Whom people have put into a group is for this group, whoever else knows them. */
function isOutside({ groups }: World, { teamId, placed }: Asking, { personal }: Pool, { agentId }: Staff) {
  if (!personal || teamId === null || placed) return false
  return !groups.get(teamId)?.members.includes(agentId)
}

function nobody({ settings, groups }: World, { step, teamId, rule, placed }: Route): Explanation {
  const method = (teamId === null ? null : groups.get(teamId)?.method) ?? settings.method
  return {
    step,
    ruleId: rule?.id ?? placed?.ruleId ?? null,
    ruleName: rule?.name ?? placed?.ruleName ?? '',
    teamId,
    method,
    candidates: [],
    left: [],
    agentId: null,
  }
}

function candidateOf({ agentId, load, capacity, idleSince, given, share }: Staff): Candidate {
  return { agentId, load, capacity, idleSince, given, share }
}
