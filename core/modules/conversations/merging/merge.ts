import { Conflict, Forbidden } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { actorOf, audit, can } from '../../agents/index.ts'
import {
  type Chosen,
  currentPeople,
  type Evidence,
  joinPeople,
  lockPeople,
  visiblePerson,
} from '../../people/index.ts'
import { eventMessage } from '../rules.ts'
import { lockOpen } from '../store/join.ts'
import { write } from '../store/write.ts'
import { settleOpen } from './settling.ts'

/** `from` becomes `to`. `picks`: the fields in which `from` is right where both say something. */
export type Merging = {
  from: number
  to: number
  evidence: Evidence
  actor: string
  picks?: readonly Chosen[]
}

/**
 * Makes one person of two with all their conversations, of which one stays open. Answers the id of the merge. Throws
 * Conflict where one of them has become part of somebody meanwhile.
 */
export async function mergeInto(trx: Db, merging: Merging, at: string): Promise<number> {
  const { from, to, actor } = merging
  await lockPeople(trx, [from, to])
  const now = await currentPeople(trx, [from, to])
  if (now.get(from) !== from || now.get(to) !== to) throw new Conflict('people.merge.moved')
  const [one, other] = await lockOpen(trx, [from, to])
  if (one && other) await settleOpen(trx, [one, other], actor, at)
  else if (one && actor !== 'system') {
    const change = { messages: [eventMessage(actor, 'merged')], patch: {} }
    await write(trx, [{ conversation: one, change }], at)
  }
  return joinPeople(trx, merging, at)
}

/**
 * Staff say that two customers are one. Answers the id of the merge. Throws Forbidden without `people.merge`, NotFound for
 * somebody whom the viewer may not see, and Conflict where they are one already.
 */
export async function mergePeople(
  app: App,
  viewer: Viewer,
  { from, to, picks = [] }: { from: number; to: number; picks?: readonly Chosen[] },
): Promise<number> {
  if (!can(viewer, 'people.merge')) throw new Forbidden('people.merge')
  const at = app.clock().toISOString()
  const actor = actorOf(viewer)
  return transaction(app.db, async (trx) => {
    const [gone, kept] = [await visiblePerson(trx, viewer, from), await visiblePerson(trx, viewer, to)]
    if (gone.id === kept.id) throw new Conflict('people.merge.already')
    const merging = { from: gone.id, to: kept.id, evidence: 'staff' as const, picks }
    const id = await mergeInto(trx, { ...merging, actor: actor.actor }, at)
    const detail = { from: gone.id, to: kept.id, evidence: 'staff' }
    await audit(trx, { ...actor, action: 'person.merge', object: `person:${kept.id}`, detail }, at)
    return id
  })
}
