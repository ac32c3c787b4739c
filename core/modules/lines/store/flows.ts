import { type Db, flag, insertId, json } from '../../../platform/db/index.ts'
import type { Flow } from '../flow.ts'

const nothing: Flow = { hours: 'always', start: { to: 'end' }, closed: { to: 'end' }, menus: {} }

type Row = {
  id: number
  name: string
  definition: string
  version: number
  deleted: number
  updated_at: string
}

/** `version` counts its changes: who saves an older one has not seen the newer. */
export type StoredFlow = {
  id: number
  name: string
  flow: Flow
  version: number
  deleted: boolean
  updatedAt: string
}

/** What callers of a line go through; undefined where the line has none. */
export async function flowOf(db: Db, lineId: number): Promise<Flow | undefined> {
  const row: Row | undefined = await db('call_flow')
    .join('line', 'line.flow_id', 'call_flow.id')
    .where('line.id', lineId)
    .first('call_flow.definition')
  return row && json.read<Flow | undefined>(row.definition, undefined)
}

/** The flow by id, deleted ones too, or undefined. */
export async function findFlow(db: Db, id: number): Promise<StoredFlow | undefined> {
  const row: Row | undefined = await db('call_flow').where({ id }).first()
  return row && fromRow(row)
}

/** Every flow that is not deleted, by name. */
export async function listFlows(db: Db): Promise<StoredFlow[]> {
  const rows: Row[] = await db('call_flow').where({ deleted: 0 }).orderBy('name').orderBy('id')
  return rows.map(fromRow)
}

/** Adds a flow and answers its id. */
export async function insertFlow(
  trx: Db,
  { name, flow }: { name: string; flow: Flow },
  at: string,
): Promise<number> {
  return insertId(trx, 'call_flow', { name, definition: json.write(flow), updated_at: at })
}

/** Saves a flow if it is still of this version; false where somebody was faster. */
export async function updateFlow(
  trx: Db,
  { id, version, name, flow }: Omit<StoredFlow, 'updatedAt' | 'deleted'>,
  at: string,
): Promise<boolean> {
  const changed = await trx('call_flow')
    .where({ id, version })
    .update({ name, definition: json.write(flow), version: version + 1, updated_at: at })
  return changed === 1
}

/** Takes a flow out, or back in. */
export async function setFlowDeleted(trx: Db, id: number, deleted: boolean): Promise<void> {
  await trx('call_flow')
    .where({ id })
    .update({ deleted: flag.write(deleted) })
}

function fromRow({ definition, deleted, updated_at, ...row }: Row): StoredFlow {
  const flow = json.read<Flow>(definition, nothing)
  return { ...row, flow, deleted: flag.read(deleted), updatedAt: updated_at }
}
