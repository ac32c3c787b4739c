import type { Db } from '../../../platform/db/index.ts'

/**
 * The other identities of a person that go where these go: accounts proven to be the same user of one provider, and the
 * number that a caller called from as a contact. Of those that came before `since` (ISO 8601) none: they are known to be
 * somebody's, and so is what belongs to others who were merged.
 */
export async function companions(
  trx: Db,
  { personId, identityIds, since = '' }: { personId: number; identityIds: number[]; since?: string },
): Promise<number[]> {
  const found: number[] = await trx('identity as other')
    .join('identity as own', (join) => join.on('own.person_id', 'other.person_id'))
    .leftJoin('person_origin as theirs', (origin) =>
      origin.on('theirs.row_id', 'other.id').andOnVal('theirs.kind', 'identity'),
    )
    .leftJoin('person_origin as mine', (origin) =>
      origin.on('mine.row_id', 'own.id').andOnVal('mine.kind', 'identity'),
    )
    .where('other.person_id', personId)
    .where('other.created_at', '>=', since)
    .whereIn('own.id', identityIds)
    .whereNotIn('other.id', identityIds)
    .whereNotNull('own.channel_id')
    .whereRaw('(theirs.person_id is null or theirs.person_id = mine.person_id)')
    .whereRaw(
      `(own.subject = other.subject
        or other.scope = 'phone' and other.proof = 'channel' and other.external_id = own.external_id)`,
    )
    .distinct('other.id')
    .pluck('other.id')
  return found.toSorted((one, other) => one - other)
}
