import type { Viewer } from '../../../module.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { type Db, isPostgres, json } from '../../../platform/db/index.ts'
import { forgetOrigins } from '../../people/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Conversation } from '../conversation.ts'
import {
  conversationOf,
  type ConversationRow,
  messageOf,
  type Message,
  type MessageRow,
} from '../store/rows.ts'

/** The conversations of these people in which something was said over these identities, or that lie with `lying`; locked. */
export async function lockTouched(
  trx: Db,
  { people, lying, identityIds }: { people: number[]; lying: number; identityIds: number[] },
): Promise<Conversation[]> {
  const query = trx('conversation')
    .whereIn('person_id', people)
    .where((touched) =>
      touched.where({ person_id: lying }).orWhereExists((said) => saidOver(said, identityIds)),
    )
    .orderBy('id')
  if (isPostgres(trx)) query.forUpdate()
  const rows: ConversationRow[] = await query
  return rows.map(conversationOf)
}

/** Everything in a conversation, in order. */
export async function allMessages(trx: Db, conversationId: number): Promise<Message[]> {
  const rows: MessageRow[] = await trx('message').where({ conversation_id: conversationId }).orderBy('seq')
  return rows.map(messageOf)
}

/** These conversations are the person's own from now on. */
export async function ownConversations(trx: Db, ids: number[], personId: number): Promise<void> {
  await trx('conversation').whereIn('id', ids).update({ person_id: personId })
  await forgetOrigins(trx, 'conversation', ids)
}

/** A closed conversation for what another one loses, empty. */
export async function insertPart(
  trx: Db,
  of: Conversation,
  {
    personId,
    channelId,
    openedAt,
    endedAt,
  }: { personId: number; channelId: number; openedAt: string; endedAt: string },
): Promise<Conversation> {
  const context = (await trx('conversation').where({ id: of.id }).first('context')).context
  const [row]: ConversationRow[] = await trx('conversation')
    .insert({
      uid: uuid7(),
      person_id: personId,
      channel_id: channelId,
      status: 'closed',
      team_id: of.teamId,
      last_message_at: endedAt,
      opened_at: openedAt,
      closed_at: of.closedAt ?? endedAt,
      context,
    })
    .returning('*')
  if (!row) throw new Error('conversation was not made')
  return conversationOf(row)
}

/** Puts messages into another conversation in their order, with the calls that they are the cards of. */
export async function moveMessages(trx: Db, messages: Message[], conversationId: number): Promise<void> {
  for (const [index, { id }] of messages.entries())
    await trx('message')
      .where({ id })
      .update({ conversation_id: conversationId, seq: index + 1 })
  const ids = messages.map(({ id }) => id)
  await trx('call').whereIn('message_id', ids).update({ conversation_id: conversationId })
  await trx('conversation').where({ id: conversationId }).update({ last_seq: messages.length })
}

/** Who had read how far has read as far of what was moved. */
export async function copySeen(trx: Db, from: Conversation, to: number, moved: Message[]): Promise<void> {
  const upTo = (seq: number) => moved.filter((message) => message.seq <= seq).length
  const rows: { agent_id: number; seq: number }[] = await trx('seen')
    .where({ conversation_id: from.id })
    .select('agent_id', 'seq')
  const seen = rows.map(({ agent_id, seq }) => ({ conversation_id: to, agent_id, seq: upTo(seq) }))
  if (seen.length > 0) await trx('seen').insert(seen)
  await trx('conversation')
    .where({ id: to })
    .update({ visitor_seen_seq: upTo(from.visitorSeenSeq) })
}

/** Says of these notes that nobody can tell about whom they were written. */
export async function markUnsure(trx: Db, messages: Message[]): Promise<void> {
  for (const { id, data } of messages)
    await trx('message')
      .where({ id })
      .update({ data: json.write({ ...data, unsure: true }), version: trx.raw('version + 1') })
}

/** How much of a person there is: conversations in this viewer's sight, how many of them are open, and calls. */
export async function countsOf(
  db: Db,
  viewer: Viewer,
  personId: number,
): Promise<{ conversations: number; calls: number; open: number }> {
  const seen = () => visibleTo(db('conversation').where({ person_id: personId }), viewer)
  const all = await seen().count({ count: '*' }).first()
  const open = await seen().whereNot('status', 'closed').count({ count: '*' }).first()
  const calls = await db('call').where({ person_id: personId }).count({ count: '*' }).first()
  return { conversations: Number(all?.count), open: Number(open?.count), calls: Number(calls?.count) }
}

/** The conversations that these people, who were merged, had of their own. */
export async function originalsOf(db: Db, family: number[]): Promise<number[]> {
  return db('person_origin').where({ kind: 'conversation' }).whereIn('person_id', family).pluck('row_id')
}

/** A person's conversations that are among `originals`, or in which something was said over these identities. */
export async function touchedBy(
  db: Db,
  { personId, originals, identityIds }: { personId: number; originals: number[]; identityIds: number[] },
): Promise<{ id: number }[]> {
  return db('conversation')
    .where({ person_id: personId })
    .where((touched) => touched.whereIn('id', originals).orWhereExists((said) => saidOver(said, identityIds)))
    .orderBy('id')
    .select('id')
}

function saidOver(query: Query, identityIds: number[]) {
  query
    .from('message')
    .select('message.id')
    .whereRaw('message.conversation_id = conversation.id')
    .whereIn('message.identity_id', identityIds)
}
