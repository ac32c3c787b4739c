import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { actorOf, audit, can } from '../../agents/index.ts'
import { personChanged } from '../changed.ts'
import { clean } from '../person.ts'
import { visiblePerson } from '../service.ts'
import { lockPeople } from '../store/people.ts'
import { type Block, endOf, holds, type Span } from './block.ts'
import { blocksOf, findBlock, insertBlock, liftBlock } from './store.ts'

const longestReason = 200

/**
 * Keeps a person away: what they send is refused until the end, and they are told nothing of why. Throws Forbidden
 * without `people.block`, NotFound for who is not seen, Conflict for who is blocked already.
 */
export async function block(
  app: App,
  viewer: Viewer,
  personId: number,
  { reason, span }: { reason: string; span: Span },
): Promise<void> {
  if (!can(viewer, 'people.block')) throw new Forbidden('people.block')
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await visiblePerson(trx, viewer, personId)
    await lockPeople(trx, [personId])
    if ((await blocksOf(trx, [personId], at)).length > 0) throw new Conflict('blocking.already')
    const until = endOf(span, at)
    const { agentId } = viewer
    await insertBlock(trx, { personId, agentId, reason: clean(reason, longestReason), since: at, until })
    await note(trx, viewer, 'person.block', { personId, detail: { reason, ...(until && { until }) } }, at)
  })
}

/** Receives a person again, whatever it was that kept them away. The reason may be empty. Throws Forbidden, NotFound. */
export async function unblock(app: App, viewer: Viewer, personId: number, reason = ''): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await visiblePerson(trx, viewer, personId)
    for (const each of await blocksOf(trx, [personId], at)) await lift(trx, viewer, each, reason, at)
  })
}

/** Ends one block, with the reason for it; one that is over stays as it is. Throws Forbidden, NotFound. */
export async function liftOne(app: App, viewer: Viewer, id: number, reason: string): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const found = await findBlock(trx, id)
    if (!found) throw new NotFound(`block ${id}`)
    await visiblePerson(trx, viewer, found.personId)
    if (holds(found, at)) await lift(trx, viewer, found, reason, at)
  })
}

async function lift(trx: Db, viewer: Viewer, { id, personId }: Block, reason: string, at: string) {
  if (!can(viewer, 'people.block')) throw new Forbidden('people.block')
  const why = clean(reason, longestReason)
  await liftBlock(trx, id, { agentId: viewer.agentId, reason: why, at })
  await note(trx, viewer, 'person.unblock', { personId, detail: why ? { reason: why } : {} }, at)
}

type Noted = { personId: number; detail: Record<string, string> }

async function note(trx: Db, viewer: Viewer, action: string, { personId, detail }: Noted, at: string) {
  await audit(trx, { ...actorOf(viewer), action, object: `person:${personId}`, detail }, at)
  await append(trx, personChanged(personId), at)
}
