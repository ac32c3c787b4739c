import type { Db } from '../../../platform/db/index.ts'
import type { Status } from '../conversation.ts'
import { isWriting, messageOf, type MessageRow, type Writing } from './rows.ts'

/** A message with what its customer is shown of its conversation. `seenSeq`: how far staff have read. */
export type CustomerRow = { message: Writing; openedAt: string; seenSeq: number }

type Row = MessageRow & { opened_at: string; seen_seq: number | null }

/** The newest messages over an identity, newest first, from before an order (`openedAt.seq`) where one is given. */
export async function pageForCustomer(
  db: Db,
  identityId: number,
  { before, limit }: { before?: string; limit: number },
): Promise<CustomerRow[]> {
  const query = spoken(db)
    .where('message.identity_id', identityId)
    .orderBy([
      { column: 'conversation.opened_at', order: 'desc' },
      { column: 'message.seq', order: 'desc' },
    ])
    .limit(limit)
  if (before) {
    query.whereRaw('(conversation.opened_at, message.seq) < (?, ?)', [
      before.slice(0, 24),
      Number(before.slice(25)) || 0,
    ])
  }
  const rows: Row[] = await query
  return rows.flatMap(fromRow)
}

/** Those of these messages that a customer may see, in order of id. */
export async function findForCustomer(db: Db, ids: number[]): Promise<CustomerRow[]> {
  const rows: Row[] = await spoken(db).whereIn('message.id', ids).orderBy('message.id')
  return rows.flatMap(fromRow)
}

/** The newest conversation in which this identity spoke or was spoken to. */
export async function currentOf(
  db: Db,
  identityId: number,
): Promise<{ status: Status; agentId: number | null } | undefined> {
  const row = await db('message')
    .join('conversation', 'conversation.id', 'message.conversation_id')
    .where('message.identity_id', identityId)
    .orderBy('message.id', 'desc')
    .first('conversation.status', 'conversation.agent_id')
  return row && { status: row.status, agentId: row.agent_id }
}

function spoken(db: Db) {
  return db('message')
    .join('conversation', 'conversation.id', 'message.conversation_id')
    .whereIn('message.direction', ['in', 'out'])
    .whereNot('message.kind', 'call')
    .select('message.*', 'conversation.opened_at')
    .select(db('seen').max('seq').whereRaw('seen.conversation_id = message.conversation_id').as('seen_seq'))
}

function fromRow(row: Row): CustomerRow[] {
  const message = messageOf(row)
  return isWriting(message) ? [{ message, openedAt: row.opened_at, seenSeq: row.seen_seq ?? 0 }] : []
}
