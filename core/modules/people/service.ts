import { Forbidden, Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { audit, can, findAgent } from '../agents/index.ts'
import { personChanged } from './changed.ts'
import { readable } from './contact.ts'
import { chooseOther } from './merging/choosing.ts'
import type { Value } from './merging/facts.ts'
import { currentPerson } from './merging/family.ts'
import { clean, type Identity, kindOfScope, type Person, stages } from './person.ts'
import { findOrMakeIdentities, identityById } from './store/identities.ts'
import { commonTags, dropTag, findPerson, putTag, tagsOf, updatePerson } from './store/people.ts'

/** Gives the person the name that staff know them by; empty shows what they say of themselves. */
export async function rename(app: App, viewer: Viewer, id: number, name: string): Promise<void> {
  await edit(app, viewer, id, (trx, person) => updatePerson(trx, person, { name: clean(name, 120) }))
}

/** Replaces the free note about the person, at most 10,000 characters. */
export async function writeNote(app: App, viewer: Viewer, id: number, note: string): Promise<void> {
  if (note.length > 10_000) throw new Invalid([{ field: 'note', message: 'errors.fault.long' }])
  const text = note.toWellFormed().replaceAll('\0', '').trim()
  await edit(app, viewer, id, (trx, person) => updatePerson(trx, person, { note: text }))
}

/** Says how far the person has come. Throws Invalid for a stage that is none of `stages`. */
export async function setStage(app: App, viewer: Viewer, id: number, stage: string): Promise<void> {
  if (!stages.some((known) => known === stage))
    throw new Invalid([{ field: 'stage', message: 'errors.fault.choice' }])
  await edit(app, viewer, id, (trx, person) => updatePerson(trx, person, { stage }))
}

/** Makes a person the customer of an agent who is at work, or with null of nobody. Throws Invalid for another one. */
export async function setOwner(app: App, viewer: Viewer, id: number, agentId: number | null): Promise<void> {
  const agent = agentId === null ? undefined : await findAgent(app, agentId)
  if (agentId !== null && agent?.state !== 'active')
    throw new Invalid([{ field: 'owner', message: 'errors.fault.choice' }])
  await edit(app, viewer, id, (trx, person) => updatePerson(trx, person, { owner_id: agentId }))
}

/** Takes a value that a merge did not choose in place of the one that is shown. Throws NotFound where there is none. */
export async function chooseValue(app: App, viewer: Viewer, id: number, value: Value): Promise<void> {
  await edit(app, viewer, id, (trx, person) => chooseOther(trx, person, value))
}

/** Puts a tag on the person; the same one twice is one. At most thirty. Throws Invalid for an empty tag. */
export async function tag(app: App, viewer: Viewer, id: number, text: string): Promise<void> {
  const word = clean(text, 40)
  if (!word) throw new Invalid([{ field: 'tag', message: 'errors.fault.required' }])
  await edit(app, viewer, id, async (trx, person) => {
    if ((await tagsOf(trx, person)).length >= 30)
      throw new Invalid([{ field: 'tag', message: 'desk.refused.many' }])
    await putTag(trx, person, word)
  })
}

/** Takes a tag off the person. */
export async function untag(app: App, viewer: Viewer, id: number, text: string): Promise<void> {
  await edit(app, viewer, id, (trx, person) => dropTag(trx, person, text))
}

/** Tags in use that begin like this, the most used first, at most ten. */
export async function suggestTags(app: App, start = ''): Promise<string[]> {
  return commonTags(app.db, clean(start, 40))
}

/**
 * The whole number or address of a masked contact; who asked is written to the audit log first.
 * Throws Forbidden without `people.reveal`, NotFound where the contact is not of a person that this viewer sees.
 */
export async function revealPhone(
  app: App,
  viewer: Viewer,
  personId: number,
  identityId: number,
): Promise<string> {
  if (!can(viewer, 'people.reveal')) throw new Forbidden('people.reveal')
  return transaction(app.db, async (trx) => {
    const person = await visiblePerson(trx, viewer, personId)
    const identity = await identityById(trx, identityId)
    const kind = identity && kindOfScope(identity.scope)
    if (!identity || identity.personId !== person.id) throw new NotFound(`identity ${identityId}`)
    if (!kind || kind === 'channel' || kind === 'external') throw new NotFound(`contact ${identityId}`)
    const record = { actor: `agent:${viewer.agentId}`, action: 'person.reveal', object: `person:${personId}` }
    await audit(trx, { ...record, ip: viewer.ip, detail: { identity: identityId, kind } }, now(app))
    return readable(kind, identity.externalId)
  })
}

/** The identity of a channel's customer, made with its person where they are new. `who` is the channel's own id. */
export async function identityOf(app: App, channelId: number, who: string): Promise<Identity> {
  return transaction(app.db, async (trx) => {
    const [identity] = await findOrMakeIdentities(trx, [{ channelId, who }], now(app))
    if (!identity) throw new Error('identity was not made')
    return identity
  })
}

/** The person whom this id leads to today, where this viewer may see them. Throws NotFound. */
export async function visiblePerson(db: Db, viewer: Viewer, id: number): Promise<Person> {
  const person = await findPerson(db, viewer, await currentPerson(db, id))
  if (!person) throw new NotFound(`person ${id}`)
  return person
}

async function edit(
  app: App,
  viewer: Viewer,
  id: number,
  work: (trx: Db, personId: number) => Promise<unknown>,
) {
  if (!can(viewer, 'people.edit')) throw new Forbidden('people.edit')
  await transaction(app.db, async (trx) => {
    const { id: personId } = await visiblePerson(trx, viewer, id)
    await work(trx, personId)
    await append(trx, personChanged(personId), now(app))
  })
}

function now(app: App): string {
  return app.clock().toISOString()
}
