import type { Db } from '../../../platform/db/index.ts'
import { type IdentityView, kindOfScope, type Proof } from '../person.ts'
import { unmerged } from './family.ts'

/** Something that two people have in common. `text` is the number, address or name itself; proofs are each one's. */
export type Likeness = {
  personId: number
  kind: IdentityView['kind'] | 'device'
  text: string
  mine: Proof
  theirs: Proof
}

const mostFound = 50

/** Who has the same number, address or customer number as a person, by their word or proven. */
export async function sameContacts(db: Db, personId: number): Promise<Likeness[]> {
  const rows: (Omit<Likeness, 'kind'> & { scope: string })[] = await db('identity as mine')
    .join('identity', 'identity.external_id', 'mine.external_id')
    .where('mine.person_id', personId)
    .whereNot('identity.person_id', personId)
    .whereRaw(
      `(mine.scope = identity.scope and mine.channel_id is null
        or mine.scope like 'external:%' and identity.scope like 'external:%')`,
    )
    .whereRaw(unmerged)
    .orderBy('identity.id')
    .limit(mostFound)
    .select('identity.person_id as personId', 'identity.scope', 'identity.external_id as text')
    .select('mine.proof as mine', 'identity.proof as theirs')
  return rows.map(({ scope, ...row }) => ({ ...row, kind: kindOfScope(scope) }))
}

/** Who is called the same and came with the very same device. */
export async function sameDevices(db: Db, personId: number): Promise<Likeness[]> {
  const rows: { personId: number; text: string }[] = await db('identity as mine')
    .join('visit as my_visit', 'my_visit.identity_id', 'mine.id')
    .join('visit', 'visit.device', 'my_visit.device')
    .join('identity', 'identity.id', 'visit.identity_id')
    .where('mine.person_id', personId)
    .whereNot('identity.person_id', personId)
    .whereNot('mine.name', '')
    .whereRaw('identity.name = mine.name')
    .distinct('identity.person_id as personId', 'mine.name as text')
    .limit(mostFound)
  return rows.map((row) => ({ ...row, kind: 'device', mine: 'none', theirs: 'none' }))
}
