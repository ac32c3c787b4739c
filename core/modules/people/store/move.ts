import type { Db } from '../../../platform/db/index.ts'

/** Is this the only account of its person? */
export async function isOnlyAccount(trx: Db, identityId: number, personId: number): Promise<boolean> {
  const accounts: number[] = await trx('identity')
    .where({ person_id: personId })
    .whereNotNull('channel_id')
    .limit(2)
    .pluck('id')
  return accounts.length === 1 && accounts[0] === identityId
}

/** Gives one identity of several to another person, with the calls over it. What else is known of both stays. */
export async function moveIdentity(trx: Db, identityId: number, personId: number): Promise<void> {
  await trx('identity').where({ id: identityId }).update({ person_id: personId })
  await trx('call').where({ identity_id: identityId }).update({ person_id: personId })
}
