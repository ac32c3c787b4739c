import { Conflict } from '../../errors.ts'
import type { Profile } from '../../plugin/index.ts'
import { type Db, lockName } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { type ContactKind, normalized } from './contact.ts'
import type { Evidence } from './merging/index.ts'
import { clean, type Identity } from './person.ts'
import { personChanged } from './changed.ts'
import { countClaims, lockIdentity, putContact, updateIdentity } from './store/identities.ts'
import { areNamedApart, subjectOwner, verifiedNumber, verifiedOwner } from './store/proofs.ts'

/** An identity is another person's than it was thought to be. */
export type Move = { identityId: number; from: number; to: number; evidence: Evidence }

/** What a profile proves. `number` (E.164): one that is now known to be this person's, and not only by their word. */
export type Proven = { personId: number; move?: Move; number?: string }

const mostClaims = 10

/**
 * Writes down what a channel tells about its customer. What is only claimed is kept as claimed and decides nothing.
 * A verified customer number names the person, and so does a verified subject: where another one has it, the identity
 * is theirs, which is answered so that it can be moved with its conversations in the same transaction. Throws Conflict
 * where the customer is known by another number or subject: one browser's history never passes to the next person who
 * signs in there.
 */
export async function recordProfile(
  trx: Db,
  identityId: number,
  profile: Profile,
  at: string,
): Promise<Proven> {
  const identity = await lockIdentity(trx, identityId)
  if (!identity) throw new Error(`no identity ${identityId}`)
  const isVerified = profile.proof === 'verified'
  const move = isVerified ? await proveIdentity(trx, identity, profile, at) : undefined
  const personId = move?.to ?? identity.personId
  await noteName(trx, identity, profile)
  await noteContacts(trx, personId, profile, at)
  await append(trx, personChanged(personId), at)
  const number = isVerified && profile.phone ? normalized('phone', profile.phone) : undefined
  return { personId, ...(move && { move }), ...(number && { number }) }
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
  const bySubject = await nameBySubject(trx, { ...identity, personId }, profile.subject)
  if (byNumber && bySubject) throw new Conflict('people.namedOtherwise')
  return byNumber ?? bySubject
}

async function nameBySubject(
  trx: Db,
  identity: Identity,
  told: string | undefined,
): Promise<Move | undefined> {
  const subject = clean(told ?? '', 200)
  if (!subject || identity.subject === subject) return undefined
  if (identity.subject) throw new Conflict('people.namedOtherwise')
  await lockName(trx, `subject ${subject}`)
  const owner = await subjectOwner(trx, subject)
  await updateIdentity(trx, identity.id, { subject })
  if (owner === undefined || owner === identity.personId) return undefined
  if (await areNamedApart(trx, identity.personId, owner)) throw new Conflict('people.namedOtherwise')
  return { identityId: identity.id, from: identity.personId, to: owner, evidence: 'subject' }
}

async function nameByNumber(
  trx: Db,
  identity: Identity,
  number: string | undefined,
  at: string,
): Promise<Move | undefined> {
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
  return { identityId: identity.id, from: identity.personId, to: owner, evidence: 'signed' }
}
