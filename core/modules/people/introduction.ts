import { Conflict } from '../../errors.ts'
import type { Profile } from '../../plugin/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { audit } from '../agents/index.ts'
import { type ContactKind, normalized } from './contact.ts'
import { clean, type Identity } from './person.ts'
import { personChanged } from './service.ts'
import { countClaims, lockIdentity, putContact, updateIdentity } from './store/identities.ts'
import { moveIdentity } from './store/move.ts'
import { lockPeople } from './store/people.ts'
import { areNamedApart, lockName, subjectOwner, verifiedNumber, verifiedOwner } from './store/proofs.ts'

/** An identity went from one person to another, with proof. */
export type Move = { identityId: number; from: number; to: number }

const mostClaims = 10

/**
 * Writes down what a channel tells about its customer. What is only claimed is kept as claimed and decides nothing.
 * A verified customer number names the person, and so does a verified subject: where another one has it, the identity
 * moves there, which is answered so that the conversations can follow in the same transaction. Throws Conflict where the
 * customer is known by another number or subject: one browser's history never passes to the next person who signs in
 * there.
 */
export async function recordProfile(
  trx: Db,
  identityId: number,
  profile: Profile,
  at: string,
): Promise<Move | undefined> {
  const identity = await lockIdentity(trx, identityId)
  if (!identity) throw new Error(`no identity ${identityId}`)
  const isVerified = profile.proof === 'verified'
  const moved = isVerified ? await proveIdentity(trx, identity, profile, at) : undefined
  const personId = moved?.to ?? identity.personId
  await noteName(trx, identity, profile)
  await noteContacts(trx, personId, profile, at)
  await append(trx, personChanged(personId), at)
  return moved
}

/** An account's proof is that of the name it bears, so a claim beside a proven number stays one; the number has its own. */
async function noteName(trx: Db, identity: Identity, profile: Profile) {
  const name = clean(profile.name ?? '', 120)
  const isVerified = profile.proof === 'verified'
  if (!name || (identity.proof === 'verified' && !isVerified)) return
  await updateIdentity(trx, identity.id, { name, ...(isVerified && { proof: 'verified' as const }) })
}

async function noteContacts(trx: Db, personId: number, profile: Profile, at: string) {
  const { proof } = profile
  const told: [ContactKind, string | undefined][] = [
    ['phone', profile.phone],
    ['wechat-id', profile.wechat],
    ['email', profile.email],
  ]
  for (const [kind, text] of told) {
    const externalId = text && normalized(kind, text)
    if (!externalId || (proof === 'claimed' && (await countClaims(trx, personId)) >= mostClaims)) continue
    await putContact(trx, { personId, scope: kind, externalId, proof }, at)
  }
}

/** At most one of the two can move somebody: a number and a subject that name different people contradict each other. */
async function proveIdentity(trx: Db, identity: Identity, profile: Profile, at: string) {
  const byNumber = await nameByNumber(trx, identity, profile.externalId, at)
  const personId = byNumber?.to ?? identity.personId
  const bySubject = await nameBySubject(trx, { ...identity, personId }, profile.subject, at)
  if (byNumber && bySubject) throw new Conflict('people.namedOtherwise')
  return byNumber ?? bySubject
}

async function nameBySubject(trx: Db, identity: Identity, told: string | undefined, at: string) {
  const subject = clean(told ?? '', 200)
  if (!subject || identity.subject === subject) return undefined
  if (identity.subject) throw new Conflict('people.namedOtherwise')
  await lockName(trx, `subject ${subject}`)
  const owner = await subjectOwner(trx, subject)
  await updateIdentity(trx, identity.id, { subject })
  if (owner === undefined || owner === identity.personId) return undefined
  if (await areNamedApart(trx, identity.personId, owner)) throw new Conflict('people.namedOtherwise')
  const move = { identityId: identity.id, from: identity.personId, to: owner }
  return follow(trx, move, 'proven subject', at)
}

async function nameByNumber(trx: Db, identity: Identity, number: string | undefined, at: string) {
  const externalId = clean(number ?? '', 200)
  if (!externalId || identity.channelId === null) return undefined
  const scope = `external:${identity.channelId}`
  await lockName(trx, `${scope} ${externalId}`)
  const known = await verifiedNumber(trx, scope, identity.personId)
  if (known !== undefined && known !== externalId) throw new Conflict('people.namedOtherwise')
  const owner = await verifiedOwner(trx, scope, externalId)
  if (owner === undefined) {
    await putContact(trx, { personId: identity.personId, scope, externalId, proof: 'verified' }, at)
  }
  if (owner === undefined || owner === identity.personId) return undefined
  const move = { identityId: identity.id, from: identity.personId, to: owner }
  return follow(trx, move, 'signed customer number', at)
}

/** The identity joins the person whose number or subject was proved. The person it leaves stays, so that this can be undone. */
async function follow(trx: Db, move: Move, evidence: string, at: string): Promise<Move> {
  const { identityId, from, to } = move
  await lockPeople(trx, [from, to])
  await moveIdentity(trx, move)
  const detail = { from, to, evidence }
  await audit(trx, { actor: 'system', action: 'identity.move', object: `identity:${identityId}`, detail }, at)
  await append(trx, [personChanged(from), personChanged(to)], at)
  return move
}
