import { hasRoom } from './decide.ts'
import type { Known } from './store/acquaintances.ts'
import type { Waiting } from './store/waiting.ts'
import type { World } from './world.ts'

type Place = Pick<Waiting, 'id' | 'priority' | 'isGone' | 'queuedAt'>

/** Who of two who wait is first: the higher priority, then whoever is there, then whoever has waited longer. */
export function byPlace(one: Place, other: Place): number {
  if (one.priority !== other.priority) return other.priority - one.priority
  if (one.isGone !== other.isGone) return one.isGone ? 1 : -1
  if (one.queuedAt !== other.queuedAt) return one.queuedAt < other.queuedAt ? -1 : 1
  return one.id - other.id
}

/** Those who have room for anything at all. */
export function freeStaff({ staff }: World): Set<number> {
  return new Set([...staff.values()].filter(hasRoom).map(({ agentId }) => agentId))
}

/** Might anybody of these take somebody who waits here? It says no only where nobody could. */
export function mayGet(
  world: World,
  free: Set<number>,
  { teamId }: Pick<Waiting, 'teamId'>,
  known: Known,
): boolean {
  if (free.size === 0) return false
  if (teamId === null || Object.values(known).some((id) => id !== null && free.has(id))) return true
  return groupsBehind(world, teamId).some((id) => world.groups.get(id)?.members.some((one) => free.has(one)))
}

/** A group, and those to which it overflows sooner or later. */
function groupsBehind({ groups }: World, teamId: number): number[] {
  const found = new Set<number>()
  let next: number | undefined = teamId
  while (next !== undefined && !found.has(next)) {
    found.add(next)
    next = groups.get(next)?.overflow?.teamId
  }
  return [...found]
}
