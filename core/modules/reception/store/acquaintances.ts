import type { Db } from '../../../platform/db/index.ts'
import type { Acquaintance } from '../settings.ts'

export type Known = Record<Acquaintance, number | null>

/** Nobody knows them. */
export const unknown: Known = { holder: null, owner: null, last: null }

/** Who knows each of these people: who has their open conversation, whose they are, and who had them last. */
export async function acquaintancesOf(db: Db, personIds: number[]): Promise<Map<number, Known>> {
  const owners: { id: number; owner_id: number | null }[] = await db('person')
    .whereIn('id', personIds)
    .select('id', 'owner_id')
  const had: { person_id: number; agent_id: number; status: string }[] = await db('conversation')
    .whereIn('person_id', personIds)
    .whereNotNull('agent_id')
    .orderBy('id')
    .select('person_id', 'agent_id', 'status')
  const known = new Map(owners.map(({ id, owner_id }) => [id, { ...unknown, owner: owner_id }]))
  for (const { person_id, agent_id, status } of had) {
    const one = known.get(person_id)
    if (one && status === 'closed') one.last = agent_id
    else if (one) one.holder = agent_id
  }
  return known
}
