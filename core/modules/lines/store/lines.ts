import { type Db, flag, insertId, json } from '../../../platform/db/index.ts'
import type { Line, LineState } from '../line.ts'

type Row = {
  id: number
  channel_id: number
  number: string
  name: string
  area: string
  flow_id: number | null
  outgoing: number
  preferred: number
  most: number
  state: LineState
  reason: string
  until: string | null
  note: string
  documents: string
  deleted: number
  created_at: string
}

export type LineValues = Omit<Line, 'id' | 'deleted' | 'createdAt'>

/** The line with this number (as `e164` writes it), or undefined. */
export async function lineByNumber(db: Db, number: string): Promise<Line | undefined> {
  const row: Row | undefined = await db('line').where({ number, deleted: 0 }).first()
  return row && fromRow(row)
}

/** The line by id, deleted ones too, or undefined. */
export async function findLine(db: Db, id: number): Promise<Line | undefined> {
  const row: Row | undefined = await db('line').where({ id }).first()
  return row && fromRow(row)
}

/** Every line that is not deleted, in the order in which they were added. */
export async function listLines(db: Db): Promise<Line[]> {
  const rows: Row[] = await db('line').where({ deleted: 0 }).orderBy('id')
  return rows.map(fromRow)
}

/** Adds a line and answers its id, or nothing where its number is another's. */
export async function insertLine(trx: Db, line: LineValues, at: string): Promise<number | undefined> {
  if (await lineByNumber(trx, line.number)) return undefined
  return insertId(trx, 'line', { ...toRow(line), created_at: at })
}

/** Changes what is given and leaves the rest. */
export async function updateLine(
  trx: Db,
  id: number,
  change: Partial<LineValues & { deleted: boolean }>,
): Promise<void> {
  const row = toRow(change)
  if (Object.keys(row).length > 0) await trx('line').where({ id }).update(row)
}

function toRow(line: Partial<LineValues & { deleted: boolean }>): Partial<Row> {
  const { channelId, flowId, outgoing, preferred, documents, deleted, ...rest } = line
  return {
    ...rest,
    ...(channelId !== undefined && { channel_id: channelId }),
    ...(flowId !== undefined && { flow_id: flowId }),
    ...(outgoing !== undefined && { outgoing: flag.write(outgoing) }),
    ...(preferred !== undefined && { preferred: flag.write(preferred) }),
    ...(documents !== undefined && { documents: json.write(documents) }),
    ...(deleted !== undefined && { deleted: flag.write(deleted) }),
  }
}

function fromRow(row: Row): Line {
  const { channel_id, flow_id, outgoing, preferred, documents, deleted, created_at, ...rest } = row
  return {
    ...rest,
    channelId: channel_id,
    flowId: flow_id,
    outgoing: flag.read(outgoing),
    preferred: flag.read(preferred),
    documents: json.read(documents, []),
    deleted: flag.read(deleted),
    createdAt: created_at,
  }
}
