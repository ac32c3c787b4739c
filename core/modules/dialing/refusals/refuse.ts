import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, lockName } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import { clean, identitiesOfPeople, personChanged } from '../../people/index.ts'
import { findRefusal, holding, insertRefusals, liftRefusal } from '../store/refusals.ts'
import { type Mark, markOf, markOfPerson } from './mark.ts'
import type { By, Refusal, Source } from './refusal.ts'

/** Who refuses, in which way (`all` unless told), and how we know. `number` in E.164; `until` ends it by itself. */
export type NewRefusal = {
  personId?: number
  number?: string
  by?: By
  reason: string
  source: Source
  agentId?: number
  until?: string
}

const longestReason = 200

/**
 * Notes that somebody wants to be left alone: every number that we know of the person, and the person for numbers that
 * we learn later. What is noted already stays as it is.
 */
export async function refuseContact(
  trx: Db,
  app: Pick<App, 'vault'>,
  refusal: NewRefusal,
  at: string,
  actor: Actor = { actor: refusal.agentId ? `agent:${refusal.agentId}` : 'system' },
): Promise<void> {
  const { personId = null, by = 'all', source, agentId = null, until = null } = refusal
  const marks = await marksFor(trx, app, refusal)
  for (const { hash } of marks.toSorted((one, other) => one.hash.localeCompare(other.hash)))
    await lockName(trx, `refusal ${hash}`)
  const known = await holding(trx, { hashes: marks.map(({ hash }) => hash), by: [by, 'all'] }, at)
  const missing = marks.filter(({ hash }) => !known.some((each) => each.hash === hash))
  if (missing.length === 0) return
  const reason = clean(refusal.reason, longestReason)
  const rows = missing.map((mark) => ({ ...mark, personId, by, source, agentId, until, reason }))
  await insertRefusals(trx, rows, at)
  const object = personId === null ? 'do-not-contact' : `person:${personId}`
  await audit(trx, { ...actor, action: 'refusal.add', object, detail: { by, source } }, at)
  await tell(trx, personId, at)
}

/** Ends a refusal, with the reason for it. One that has ended stays as it is. Throws NotFound. */
export async function lift(
  trx: Db,
  actor: Actor & { agentId: number },
  id: number,
  reason: string,
  at: string,
): Promise<Refusal> {
  const refusal = await findRefusal(trx, id)
  if (!refusal) throw new NotFound(`refusal ${id}`)
  const { agentId, ...who } = actor
  const done = await liftRefusal(trx, id, { agentId, reason: clean(reason, longestReason) }, at)
  if (!done) return refusal
  const object = refusal.personId === null ? 'do-not-contact' : `person:${refusal.personId}`
  await audit(trx, { ...who, action: 'refusal.lift', object, detail: { id } }, at)
  await tell(trx, refusal.personId, at)
  return refusal
}

async function marksFor(
  trx: Db,
  { vault }: Pick<App, 'vault'>,
  { personId, number }: NewRefusal,
): Promise<Mark[]> {
  const numbers = personId === undefined ? [] : await numbersOf(trx, personId)
  const all = [...new Set([...numbers, ...(number ? [number] : [])])]
  if (all.length > 0) return all.map((each) => markOf(vault, each))
  return personId === undefined ? [] : [markOfPerson(vault, personId)]
}

/** The telephone numbers of a person, E.164. */
export async function numbersOf(db: Db, personId: number): Promise<string[]> {
  const identities = await identitiesOfPeople(db, [personId])
  return identities.filter(({ scope }) => scope === 'phone').map(({ externalId }) => externalId)
}

async function tell(trx: Db, personId: number | null, at: string) {
  if (personId !== null) await append(trx, personChanged(personId), at)
}
