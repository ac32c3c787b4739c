import type { Db } from '../../../platform/db/index.ts'
import { messageOf, type MessageRow } from './rows.ts'

/** What one author last did as a supervisor of a conversation, and whom it concerned; undefined where they did nothing. */
export async function lastSupervision(
  db: Db,
  conversationId: number,
  author: string,
): Promise<{ key: string; agentId: number | null } | undefined> {
  const row: MessageRow | undefined = await db('message')
    .where({ conversation_id: conversationId, author, direction: 'system' })
    .where('data', 'like', '%"supervision.%')
    .orderBy('seq', 'desc')
    .first()
  const event = row && messageOf(row).data.event
  return event && { key: event.key, agentId: Number(event.values['agent'] ?? 0) || null }
}
