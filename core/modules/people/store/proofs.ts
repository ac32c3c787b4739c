import { type Db, isPostgres } from '../../../platform/db/index.ts'

/** Who owns this scoped id with proof, or undefined: `external:3` and the clinic's customer number. */
export async function verifiedOwner(trx: Db, scope: string, externalId: string): Promise<number | undefined> {
  const row = await trx('identity')
    .where({ scope, external_id: externalId, proof: 'verified' })
    .orderBy('id')
    .first('person_id')
  return row?.person_id
}

/** The number that is proved to be this person's in a scope, or undefined. */
export async function verifiedNumber(trx: Db, scope: string, personId: number): Promise<string | undefined> {
  const row = await trx('identity')
    .where({ scope, person_id: personId, proof: 'verified' })
    .first('external_id')
  return row?.external_id
}

/** Are these two people proved to have different customer numbers of one channel? */
export async function areNamedApart(trx: Db, one: number, other: number): Promise<boolean> {
  const row = await trx('identity as mine')
    .join('identity as theirs', 'theirs.scope', 'mine.scope')
    .where({ 'mine.person_id': one, 'mine.proof': 'verified' })
    .where({ 'theirs.person_id': other, 'theirs.proof': 'verified' })
    .where('mine.scope', 'like', 'external:%')
    .whereRaw('theirs.external_id <> mine.external_id')
    .first('mine.id')
  return row !== undefined
}

/** Makes this moment's other writers of the same name wait, on PostgreSQL; SQLite has one writer anyway. */
export async function lockName(trx: Db, name: string): Promise<void> {
  if (isPostgres(trx)) await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
}

/** The person of the oldest identity that is proven to be this subject, or undefined. */
export async function subjectOwner(trx: Db, subject: string): Promise<number | undefined> {
  return (await trx('identity').where({ subject }).orderBy('id').first('person_id'))?.person_id
}
