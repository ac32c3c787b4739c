import { type Db, isPostgres } from '../../../platform/db/index.ts'
import type { Conversation } from '../conversation.ts'
import { conversationOf, type ConversationRow } from './rows.ts'

/** The open conversations of these people, locked. */
export async function lockOpen(trx: Db, personIds: number[]): Promise<Conversation[]> {
  const query = trx('conversation').whereIn('person_id', personIds).whereNot('status', 'closed').orderBy('id')
  if (isPostgres(trx)) query.forUpdate()
  const rows: ConversationRow[] = await query
  return rows.map(conversationOf)
}

/** The conversations of a person in which nobody spoke but over this identity. */
export async function conversationsAlone(
  trx: Db,
  { identityId, from }: { identityId: number; from: number },
): Promise<number[]> {
  return trx('conversation')
    .where({ person_id: from })
    .whereNotExists((others) =>
      others
        .from('message')
        .select('message.id')
        .whereRaw('message.conversation_id = conversation.id')
        .whereNotNull('message.identity_id')
        .whereNot('message.identity_id', identityId),
    )
    .orderBy('id')
    .pluck('id')
}

/** Makes these the conversations of a person. */
export async function giveTo(trx: Db, ids: number[], personId: number): Promise<void> {
  await trx('conversation').whereIn('id', ids).update({ person_id: personId })
}
