import type { Db } from '../../../platform/db/index.ts'
import type { Caller } from './identities.ts'

/** The identity of this caller, where its provider was not asked about them since `before` (ISO 8601); or undefined. */
export async function findUnasked(
  db: Db,
  { channelId, who }: Caller,
  before: string,
): Promise<number | undefined> {
  const row = await db('identity')
    .where({ channel_id: channelId, external_id: who })
    .where((old) => old.whereNull('profile_at').orWhere('profile_at', '<', before))
    .first('id')
  return row?.id
}

/** Notes that the provider is asked now. False where somebody else has begun to since `before`. */
export async function markAsked(trx: Db, id: number, before: string, at: string): Promise<boolean> {
  const marked = await trx('identity')
    .where({ id })
    .where((old) => old.whereNull('profile_at').orWhere('profile_at', '<', before))
    .update({ profile_at: at })
  return marked === 1
}

/** The uid of the picture of a customer, or undefined. */
export async function avatarOf(db: Db, identityId: number): Promise<string | undefined> {
  const row = await db('identity').where({ id: identityId }).first('avatar')
  return row?.avatar ?? undefined
}

/** Answers whose picture it is: the id of the person. */
export async function putAvatar(trx: Db, identityId: number, uid: string): Promise<number> {
  const [row] = await trx('identity').where({ id: identityId }).update({ avatar: uid }).returning('person_id')
  return row.person_id
}
