import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { personChanged } from './changed.ts'
import type { Move } from './introduction.ts'
import { familyOf, forgetOrigins, refusedWith } from './merging/index.ts'
import { isOnlyAccount, moveIdentity } from './store/move.ts'
import { lockPeople } from './store/people.ts'
import { areNamedApart, callersWith, verifiedOwners } from './store/proofs.ts'

/** Does nobody remain whom one could write to, so that with the identity the whole person goes? */
export async function movesWholly(trx: Db, { identityId, from }: Move): Promise<boolean> {
  return isOnlyAccount(trx, identityId, from)
}

/** Gives the identity alone to the other person; its conversations are the caller's to bring along. */
export async function moveAlone(trx: Db, { identityId, from, to }: Move, at: string): Promise<void> {
  await lockPeople(trx, [from, to])
  await moveIdentity(trx, identityId, to)
  await forgetOrigins(trx, 'identity', [identityId])
  await append(trx, [personChanged(from), personChanged(to)], at)
}

/**
 * Who is proven to be the same customer as this person by a number (E.164) that is proven to be this person's: another
 * one of whom it is proven, if there is just one, and callers of whom nothing is known but that they called from it.
 * Nobody of whom staff said that they are somebody else, or who has another customer number.
 */
export async function provenTwins(trx: Db, personId: number, number: string): Promise<number[]> {
  const refused = await refusedWith(trx, await familyOf(trx, personId))
  const verified = await verifiedOwners(trx, number)
  const others = verified.filter((id) => id !== personId)
  const candidates = [...(others.length === 1 ? others : []), ...(await callersWith(trx, number))]
  const twins = []
  for (const id of new Set(candidates)) {
    const isOther = id === personId || refused.has(id) || (await areNamedApart(trx, personId, id))
    if (!isOther) twins.push(id)
  }
  return twins
}
