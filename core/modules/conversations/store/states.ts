import { type Db, json } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import type { Conversation, MessageState } from '../conversation.ts'
import { comesFrom } from '../rules.ts'
import type { Taken } from '../windows/window.ts'
import { conversationOf, type ConversationRow, messageOf, type Message, type MessageRow } from './rows.ts'
import { giveBack } from './windows.ts'
import { factData } from './write.ts'

/** A new state, and what came with it: why, and the provider's id. */
export type StateChange = { state: MessageState; reason?: string; externalId?: string }

/** Brings an outgoing message into a state, and tells it. False where it has come further already. */
export async function changeState(
  trx: Db,
  message: Pick<Message, 'id'>,
  { state, reason, externalId }: StateChange,
  at: string,
): Promise<boolean> {
  const rows: MessageRow[] = await trx('message')
    .where({ id: message.id, direction: 'out' })
    .whereIn('state', comesFrom[state])
    .update({
      state,
      reason: reason?.slice(0, 500) ?? null,
      version: trx.raw('version + 1'),
      ...(externalId && { external_id: externalId }),
    })
    .returning('*')
  const changed = rows.map(messageOf)
  if (state === 'failed') await returnAnswers(trx, changed)
  await tellStates(trx, changed, at)
  return rows.length > 0
}

/** What has failed for good has not been said: the customer may be answered once more. */
async function returnAnswers(trx: Db, messages: Message[]) {
  for (const { identityId, data } of messages) {
    if (identityId !== null && data.taken) await giveBack(trx, identityId, data.taken)
  }
}

/** Notes from which grants another try was taken. */
export async function noteTaken(trx: Db, { id, data }: Message, taken: Taken): Promise<void> {
  await trx('message')
    .where({ id })
    .update({ data: json.write({ ...data, taken }) })
}

/** Marks what was sent over an identity, up to a message of a conversation and in all earlier ones, as arrived or read. */
export async function changeStatesUpTo(
  trx: Db,
  { identityId, upTo, state }: { identityId: number; upTo: Message; state: 'delivered' | 'read' },
  at: string,
): Promise<void> {
  const rows: MessageRow[] = await trx('message')
    .where({ identity_id: identityId, direction: 'out' })
    .where('id', '<=', upTo.id)
    .whereIn('state', comesFrom[state])
    .update({ state, reason: null, version: trx.raw('version + 1') })
    .returning('*')
  await tellStates(trx, rows.map(messageOf), at)
}

/** Notes how far the customer has read. False where they had read so far before. */
export async function raiseVisitorSeen(
  trx: Db,
  conversationId: number,
  seq: number,
): Promise<Conversation | undefined> {
  const [row]: ConversationRow[] = await trx('conversation')
    .where({ id: conversationId })
    .where('visitor_seen_seq', '<', seq)
    .update({ visitor_seen_seq: seq })
    .returning('*')
  return row && conversationOf(row)
}

async function tellStates(trx: Db, messages: Message[], at: string) {
  const ids = [...new Set(messages.map(({ conversationId }) => conversationId))]
  const rows: ConversationRow[] = ids.length > 0 ? await trx('conversation').whereIn('id', ids) : []
  const conversations = new Map(rows.map((row) => [row.id, conversationOf(row)]))
  const facts = messages.flatMap(({ id, conversationId, state, identityId }) => {
    const conversation = conversations.get(conversationId)
    if (!conversation) return []
    const data = { ...factData(conversation), state, identityId }
    return { topic: `conversation:${conversationId}`, type: 'message.state', ref: id, data }
  })
  await append(trx, facts, at)
}
