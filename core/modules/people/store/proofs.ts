import type { Db } from '../../../platform/db/index.ts'
import { unmerged } from '../merging/family.ts'

/** Who owns this scoped id with proof, or undefined: `external:3` and the clinic's customer number. */
export async function verifiedOwner(trx: Db, scope: string, externalId: string): Promise<number | undefined> {
  const row = await trx('identity')
    .where({ scope, external_id: externalId, proof: 'verified' })
    .whereRaw(unmerged)
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

/** The person of the oldest identity that is proven to be this subject, or undefined. */
export async function subjectOwner(trx: Db, subject: string): Promise<number | undefined> {
  return (await trx('identity').where({ subject }).orderBy('id').first('person_id'))?.person_id
}

/** Of whom a number (E.164) is proven; oldest first. */
export async function verifiedOwners(trx: Db, number: string): Promise<number[]> {
  return trx('identity')
    .where({ scope: 'phone', external_id: number, proof: 'verified' })
    .whereRaw(unmerged)
    .orderBy('id')
    .pluck('person_id')
}

/** Callers with this number (E.164) who have no other account. */
export async function callersWith(trx: Db, number: string): Promise<number[]> {
  return trx('identity')
    .where({ scope: 'phone', external_id: number, proof: 'channel' })
    .whereRaw(unmerged)
    .whereNotExists((other) =>
      other
        .from('identity as account')
        .select('account.id')
        .whereNotNull('account.channel_id')
        .whereNot('account.external_id', number)
        .whereRaw('account.person_id = identity.person_id'),
    )
    .orderBy('id')
    .pluck('person_id')
}
