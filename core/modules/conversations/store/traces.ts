import type { Db } from '../../../platform/db/index.ts'
import { builtin } from '../../channels/index.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

/** What an agent is in the middle of writing. */
export type Draft = { text: string; mode: 'reply' | 'note' }

/** The message that this author sent under this id, or undefined. */
export async function findByUid(db: Db, author: string, uid: string): Promise<Message | undefined> {
  const row: MessageRow | undefined = await db('message').where({ author, uid }).first()
  return row && messageOf(row)
}

/** The outgoing or incoming message over this identity with this uid, or undefined. */
export async function findOverIdentity(
  db: Db,
  identityId: number,
  uid: string,
): Promise<Message | undefined> {
  const row: MessageRow | undefined = await db('message').where({ identity_id: identityId, uid }).first()
  return row && messageOf(row)
}

/** The answer with this uid in a conversation, or undefined. */
export async function findAnswer(db: Db, conversationId: number, uid: string): Promise<Message | undefined> {
  const query = db('message').where({ conversation_id: conversationId, uid, direction: 'out' })
  const row: MessageRow | undefined = await query.first()
  return row && messageOf(row)
}

/** Whether any agent but this author has answered after a message; what a channel says by itself is no answer. */
export async function hasAnswerSince(
  trx: Db,
  conversationId: number,
  seq: number,
  author: string,
): Promise<boolean> {
  const row = await trx('message')
    .where({ conversation_id: conversationId, direction: 'out' })
    .where('seq', '>', seq)
    .where('author', 'like', 'agent:%')
    .whereNot({ author })
    .first('id')
  return row !== undefined
}

/**
 * The identity that the customer wrote from last, or, before any word of theirs, was written to. Calls are no writing, and
 * what came over the house's own ways in cannot be answered there.
 */
export async function latestIdentity(db: Db, conversationId: number): Promise<number | undefined> {
  const row = await db('message')
    .where({ conversation_id: conversationId })
    .whereNotNull('identity_id')
    .whereNot({ kind: 'call' })
    .whereNotExists((own) =>
      own
        .from('channel')
        .select('channel.id')
        .whereRaw('channel.id = message.channel_id')
        .where('channel.plugin', builtin),
    )
    .orderByRaw(`case direction when 'in' then 0 else 1 end, seq desc`)
    .first('identity_id')
  return row?.identity_id
}

/** Those of these that are agents at work. */
export async function knownAgents(db: Db, ids: number[]): Promise<number[]> {
  return db('agent').whereIn('id', ids).whereNull('disabled_at').orderBy('id').pluck('id')
}

/** Notes how far an agent has read. False where they had read so far before. */
export async function putSeen(
  trx: Db,
  conversationId: number,
  agentId: number,
  seq: number,
): Promise<boolean> {
  const rows = await trx('seen')
    .insert({ conversation_id: conversationId, agent_id: agentId, seq })
    .onConflict(['conversation_id', 'agent_id'])
    .merge(['seq'])
    .where('seen.seq', '<', seq)
    .returning('seq')
  return rows.length > 0
}

/** Keeps the draft of an agent; an empty one is thrown away. */
export async function putDraft(
  trx: Db,
  conversationId: number,
  agentId: number,
  { text, mode }: Draft,
  at: string,
): Promise<void> {
  if (!text) return dropDraft(trx, conversationId, agentId)
  await trx('draft')
    .insert({ conversation_id: conversationId, agent_id: agentId, text, mode, updated_at: at })
    .onConflict(['conversation_id', 'agent_id'])
    .merge()
}

/** Forgets what an agent had begun to write. */
export async function dropDraft(trx: Db, conversationId: number, agentId: number): Promise<void> {
  await trx('draft').where({ conversation_id: conversationId, agent_id: agentId }).delete()
}

/** What an agent has begun to write, or undefined. */
export async function findDraft(db: Db, conversationId: number, agentId: number): Promise<Draft | undefined> {
  return db('draft').where({ conversation_id: conversationId, agent_id: agentId }).first('text', 'mode')
}

/** Has the customer written, and not only called, since then? */
export async function hasWrittenSince(db: Db, conversationId: number, since: string): Promise<boolean> {
  const row = await db('message')
    .where({ conversation_id: conversationId, direction: 'in' })
    .whereNot('kind', 'call')
    .where('at', '>=', since)
    .first('id')
  return row !== undefined
}
