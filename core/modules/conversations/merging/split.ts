import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { type Actor, actorOf, audit, can } from '../../agents/index.ts'
import {
  identitiesOfPeople,
  identityById,
  lockMerge,
  partIdentity,
  partPeople,
  putRefusal,
  visiblePerson,
} from '../../people/index.ts'
import { partConversations } from './parting.ts'

/**
 * Takes a merge back: who was merged is a person again, with all that was said with them before and since. Nobody takes
 * the two for one again by a number. Answers who was split off. Throws Forbidden without `people.merge`, and NotFound
 * where there is no such merge or the viewer may not see the person, and Conflict where it was taken back before.
 */
export async function splitMerge(app: App, viewer: Viewer, mergeId: number): Promise<number> {
  if (!can(viewer, 'people.merge')) throw new Forbidden('people.merge')
  const at = app.clock().toISOString()
  const actor = actorOf(viewer)
  return transaction(app.db, async (trx) => {
    const merge = await lockMerge(trx, mergeId)
    if (!merge) throw new NotFound(`merge ${mergeId}`)
    await visiblePerson(trx, viewer, merge.toId)
    const parted = await partPeople(trx, merge, actor.actor, at)
    await partConversations(trx, { ...parted, since: merge.at, author: actor.actor }, at)
    await putRefusal(trx, [parted.from, parted.kept], viewer.agentId, at)
    await audit(trx, { ...actor, ...deed(parted) }, at)
    return parted.from
  })
}

/**
 * Makes a person of their own of whoever speaks over one identity. Answers them. Throws Forbidden and NotFound as above,
 * and Conflict where there is no other account that would stay.
 */
export async function splitOff(
  app: App,
  viewer: Viewer,
  { personId, identityId }: { personId: number; identityId: number },
): Promise<number> {
  if (!can(viewer, 'people.merge')) throw new Forbidden('people.merge')
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const person = await visiblePerson(trx, viewer, personId)
    const identities = await identitiesOfPeople(trx, [person.id])
    if (!identities.some(({ id }) => id === identityId)) throw new NotFound(`identity ${identityId}`)
    const accounts = identities.filter(({ channelId }) => channelId !== null).map(({ id }) => id)
    if (accounts.length < 2 || !accounts.includes(identityId)) throw new Conflict('people.merge.lastAccount')
    const from = await splitIdentity(trx, { identityId, actor: actorOf(viewer), by: viewer.agentId }, at)
    await putRefusal(trx, [from, person.id], viewer.agentId, at)
    return from
  })
}

/** The same, for whoever has looked at who may do it. */
export async function splitIdentity(
  trx: Db,
  { identityId, actor, by }: { identityId: number; actor: Actor; by?: number },
  at: string,
): Promise<number> {
  const identity = await identityById(trx, identityId)
  if (!identity) throw new Error(`no identity ${identityId}`)
  const parted = await partIdentity(trx, { identityId, kept: identity.personId, by }, at)
  await partConversations(trx, { ...parted, since: null, author: actor.actor }, at)
  const detail = { from: parted.kept, to: parted.from, evidence: 'staff' }
  await audit(trx, { ...actor, action: 'identity.move', object: `identity:${identityId}`, detail }, at)
  return parted.from
}

function deed({ from, kept }: { from: number; kept: number }) {
  return { action: 'person.split', object: `person:${kept}`, detail: { from: kept, to: from } }
}
