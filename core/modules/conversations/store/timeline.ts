import type { Db } from '../../../platform/db/index.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

/** The newest `limit` messages of a conversation before a number, oldest first. */
export async function pageOfTimeline(
  db: Db,
  conversationId: number,
  { before, limit }: { before?: number; limit: number },
): Promise<Message[]> {
  const query = db('message').where({ conversation_id: conversationId }).orderBy('seq', 'desc').limit(limit)
  if (before !== undefined) query.where('seq', '<', before)
  const rows: MessageRow[] = await query
  return rows.reverse().map(messageOf)
}

/** Messages by id, in order of id. */
export async function messagesById(db: Db, ids: number[]): Promise<Message[]> {
  const rows: MessageRow[] = await db('message').whereIn('id', ids).orderBy('id')
  return rows.map(messageOf)
}

/** Whom each of these messages mentions. */
export async function mentionsOf(db: Db, messageIds: number[]): Promise<Map<number, number[]>> {
  const rows = await db('mention').whereIn('message_id', messageIds).orderBy('agent_id').select()
  const byMessage = Map.groupBy(rows, (row) => Number(row.message_id))
  return new Map([...byMessage].map(([id, theirs]) => [id, theirs.map((row) => Number(row.agent_id))]))
}
