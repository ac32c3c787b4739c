import { type Db, lockName } from '../../platform/db/index.ts'
import type { Move } from './introduction.ts'
import { currentPerson } from './merging/family.ts'
import type { Identity } from './person.ts'
import {
  bestNumbers,
  contactOf,
  findIdentity,
  findOrMakeIdentities,
  identityById,
  lockIdentity,
  makeIdentityOf,
  ownersOf,
  putContact,
} from './store/identities.ts'

/**
 * Who calls, or is called, under this number (E.164) over an exchange. A number that is proven to be one person's is
 * theirs; what people only claim joins nobody, and makes a person of their own. Where the number is withheld, the
 * caller is named by the call's uid, and known no second time. `by`: the agent who calls them.
 */
export async function callerOf(
  trx: Db,
  { channelId, number, uid, by }: { channelId: number; number: string; uid: string; by?: number },
  at: string,
): Promise<Identity> {
  const caller = { channelId, who: number || `withheld:${uid}`, ...(by !== undefined && { by }) }
  const known = await findIdentity(trx, caller)
  if (known) return known
  await lockName(trx, `${channelId} ${caller.who}`)
  const owners = number ? (await ownersOf(trx, number)).filter(({ proof }) => proof === 'verified') : []
  const [owner, other] = owners
  if (owner && !other && !(await findIdentity(trx, caller)))
    return makeIdentityOf(trx, caller, owner.personId, at)
  const [identity] = await findOrMakeIdentities(trx, [caller], at)
  if (!identity) throw new Error('identity was not made')
  const { personId } = identity
  if (number) await putContact(trx, { personId, scope: 'phone', externalId: number, proof: 'channel' }, at)
  return identity
}

/**
 * As whom a person is called under this number (E.164) over an exchange: where they call back, it is them. Of a number
 * that several share, the contact that says so.
 */
export async function calleeOf(
  trx: Db,
  { channelId, number, personId }: { channelId: number; number: string; personId: number },
  at: string,
): Promise<Identity> {
  const caller = { channelId, who: number }
  await lockName(trx, `${channelId} ${number}`)
  const known = await findIdentity(trx, caller)
  if (!known) return makeIdentityOf(trx, caller, personId, at)
  if (known.personId === personId) return known
  return (await contactOf(trx, personId, number)) ?? known
}

/** Everybody who has this number (E.164) as a contact, by their own word or proven. */
export async function peopleWithNumber(db: Db, number: string): Promise<number[]> {
  return number ? [...new Set((await ownersOf(db, number)).map(({ personId }) => personId))] : []
}

/** The caller behind this identity is the person whom staff recognize in them. Nothing where they are that person already. */
export async function recognize(
  trx: Db,
  { identityId, personId }: { identityId: number; personId: number },
): Promise<Move | undefined> {
  const identity = await lockIdentity(trx, identityId)
  if (!identity) throw new Error(`no identity ${identityId}`)
  const to = await currentPerson(trx, personId)
  return identity.personId === to ? undefined : { identityId, from: identity.personId, to, evidence: 'staff' }
}

/** The number (E.164) under which a person is called: of this contact, or else their best; undefined where there is none. */
export async function numberOf(
  db: Db,
  { personId, identityId }: { personId: number; identityId?: number },
): Promise<string | undefined> {
  if (identityId !== undefined) {
    const identity = await identityById(db, identityId)
    return identity?.personId === personId && identity.scope === 'phone' ? identity.externalId : undefined
  }
  return (await bestNumbers(db, [personId])).get(personId)
}
