import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { actorOf, can } from '../../agents/index.ts'
import { joinCaller } from '../../conversations/index.ts'
import { peopleWithNumber, visibleAmong } from '../../people/index.ts'
import { hasPart } from '../access.ts'
import { giveCalls, lockCall } from '../store/calls.ts'
import { tellCall } from '../telling.ts'

/**
 * The caller is this person: their number over this exchange is theirs from now on, with what was said over it. `null`
 * takes that back, they are somebody of their own. Throws NotFound for a call that the viewer has nothing to do with and
 * for a person whom they may not see, and Forbidden without `people.edit`.
 */
export async function recognize(
  app: App,
  viewer: Viewer,
  callId: number,
  personId: number | null,
): Promise<void> {
  if (!can(viewer, 'people.edit')) throw new Forbidden('people.edit')
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const call = await lockCall(trx, callId)
    if (!call || !(await hasPart({ ...app, db: trx }, viewer, call))) throw new NotFound(`call ${callId}`)
    if (call.identityId === null) throw new Conflict('calls.conflict.nobody')
    const candidates = await peopleWithNumber(trx, call.number)
    const seen = personId === null ? [] : await visibleAmong(trx, viewer, [personId])
    if (personId !== null && ![...candidates, ...seen].includes(personId))
      throw new NotFound(`person ${personId}`)
    const caller = { identityId: call.identityId, personId, actor: actorOf(viewer) }
    const now = await joinCaller(trx, caller, at)
    if (now !== null) await giveCalls(trx, call.identityId, now)
    await tellCall(trx, callId, at)
  })
}
