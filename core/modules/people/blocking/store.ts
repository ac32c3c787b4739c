import { type Db, insertId } from '../../../platform/db/index.ts'
import type { Block } from './block.ts'

type Row = {
  id: number
  person_id: number
  agent_id: number
  reason: string
  since: string
  until: string | null
  lifted_at: string | null
  lifted_by: number | null
  lifted_reason: string | null
  refused: number
}

export type NewBlock = Pick<Block, 'personId' | 'agentId' | 'reason' | 'since' | 'until'>

/** Writes a block down. Answers its id. */
export async function insertBlock(trx: Db, { personId, agentId, ...rest }: NewBlock): Promise<number> {
  return insertId(trx, 'block', { ...rest, person_id: personId, agent_id: agentId })
}

/** Ends a block that was not lifted yet. */
export async function liftBlock(
  trx: Db,
  id: number,
  { agentId, reason, at }: { agentId: number; reason: string; at: string },
): Promise<void> {
  const lifted = { lifted_at: at, lifted_by: agentId, lifted_reason: reason }
  await trx('block').where({ id }).whereNull('lifted_at').update(lifted)
}

/** What holds of these people at this moment; the newest first. */
export async function blocksOf(db: Db, people: number[], at: string): Promise<Block[]> {
  const rows: Row[] = await inForce(db, at).whereIn('person_id', people).orderBy('id', 'desc')
  return rows.map(fromRow)
}

/** One more message or call was turned away, for each time that a person is named. */
export async function countRefused(trx: Db, people: number[], at: string): Promise<void> {
  for (const [personId, times] of Map.groupBy(people, (id) => id)) {
    await inForce(trx, at).where({ person_id: personId }).increment('refused', times.length)
  }
}

/** The block by id, lifted or not, or undefined. */
export async function findBlock(db: Db, id: number): Promise<Block | undefined> {
  const row: Row | undefined = await db('block').where({ id }).first()
  return row && fromRow(row)
}

/** Blocks, the newest first: those that hold, or those that are over. `before` pages backwards by id. */
export async function listBlocks(
  db: Db,
  { over, before, limit }: { over: boolean; before?: number; limit: number },
  at: string,
): Promise<Block[]> {
  const query = over ? ended(db, at) : inForce(db, at)
  if (before !== undefined) query.where('id', '<', before)
  const rows: Row[] = await query.orderBy('id', 'desc').limit(limit)
  return rows.map(fromRow)
}

function inForce(db: Db, at: string) {
  return db('block')
    .whereNull('lifted_at')
    .where((end) => void end.whereNull('until').orWhere('until', '>', at))
}

function ended(db: Db, at: string) {
  return db('block').where((end) => void end.whereNotNull('lifted_at').orWhere('until', '<=', at))
}

function fromRow(row: Row): Block {
  const { person_id: personId, agent_id: agentId, lifted_at: liftedAt, lifted_by: liftedBy, ...rest } = row
  const { lifted_reason: liftedReason, ...same } = rest
  return { ...same, personId, agentId, liftedAt, liftedBy, liftedReason }
}
