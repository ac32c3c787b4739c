import type { Db } from '../../../platform/db/index.ts'
import { acquaintancesOf } from '../store/acquaintances.ts'
import { receptionSettings } from './settings.ts'

/** Who knows this person, in the order in which the clinic asks them: ids of agents, each once. */
export async function acquaintedAgents(db: Db, personId: number): Promise<number[]> {
  const { acquaintances } = await receptionSettings(db)
  const known = (await acquaintancesOf(db, [personId])).get(personId)
  return [...new Set(acquaintances.flatMap((who) => known?.[who] ?? []))]
}
