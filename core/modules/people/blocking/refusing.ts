import { Forbidden } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { blocksOf, countRefused } from './store.ts'

/** Those of these people whom nobody receives at this moment. */
export async function blockedAmong(db: Db, people: number[], at: string): Promise<Set<number>> {
  const blocks = await blocksOf(db, [...new Set(people)], at)
  return new Set(blocks.map(({ personId }) => personId))
}

/** Turns away those of these people who are blocked, once for each time that they are named, and answers who they are. */
export async function turnAway(trx: Db, people: number[], at: string): Promise<Set<number>> {
  const blocked = await blockedAmong(trx, people, at)
  await countRefused(
    trx,
    people.filter((id) => blocked.has(id)),
    at,
  )
  return blocked
}

/** Throws what somebody who is blocked gets for whatever they do; it counts as turned away. */
export async function insistOnWelcome(app: App, personId: number): Promise<void> {
  const at = app.clock().toISOString()
  const blocked = await transaction(app.db, (trx) => turnAway(trx, [personId], at))
  if (blocked.size > 0) throw new Forbidden('blocking.refused')
}
