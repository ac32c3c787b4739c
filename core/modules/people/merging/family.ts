import type { Db } from '../../../platform/db/index.ts'

/** Whom each of these people is today: whoever was merged is the person they were merged into. */
export async function currentPeople(db: Db, ids: number[]): Promise<Map<number, number>> {
  const now = new Map(ids.map((id) => [id, id]))
  for (let ends = [...now.values()]; ends.length > 0;) {
    const steps = await mergedInto(db, ends)
    for (const [id, end] of now) now.set(id, steps.get(end) ?? end)
    ends = [...steps.values()]
  }
  return now
}

/** Whom this person is today. */
export async function currentPerson(db: Db, id: number): Promise<number> {
  return (await currentPeople(db, [id])).get(id) ?? id
}

/** This person and everybody who was merged into them, directly or with others. */
export async function familyOf(db: Db, id: number): Promise<number[]> {
  const family = [id]
  for (let newest = [id]; newest.length > 0; family.push(...newest)) {
    newest = await db('person_merge').whereIn('to_id', newest).whereNull('undone_at').pluck('from_id')
  }
  return family
}

/** For a query over something with a `person_id`: those that do not lie with somebody who was merged. */
export const unmerged = `not exists (select 1 from person_merge as gone
  where gone.from_id = identity.person_id and gone.undone_at is null)`

async function mergedInto(db: Db, ids: number[]): Promise<Map<number, number>> {
  const rows: { from_id: number; to_id: number }[] = await db('person_merge')
    .whereIn('from_id', ids)
    .whereNull('undone_at')
    .select('from_id', 'to_id')
  return new Map(rows.map((row) => [row.from_id, row.to_id]))
}
