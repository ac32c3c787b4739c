import { routeOf } from '../pools.ts'
import type { Known } from '../store/acquaintances.ts'
import type { Waiting } from '../store/waiting.ts'
import { readAskings } from './asking.ts'
import type { Turn } from './handing.ts'

const mostAtOnce = 200

/** Gives those who have just come the priority that rules give them, before anybody's place is compared. */
export async function prioritize(
  turn: Turn,
  waiting: Waiting[],
  known: Map<number, Known>,
): Promise<Waiting[]> {
  const { world } = turn
  if (!world.rules.some(({ priority }) => priority > 0)) return waiting
  const fresh = waiting.filter(({ isNew }) => isNew).slice(0, mostAtOnce)
  const asked = await readAskings(turn, fresh, known)
  const priorities = new Map(
    asked.map(({ row, asking }) => [row.id, routeOf(world, asking).rule?.priority ?? row.priority]),
  )
  return waiting.map((row) => ({ ...row, priority: priorities.get(row.id) ?? row.priority }))
}
