import { NotFound } from '../../../errors.ts'
import type { Viewer } from '../../../module.ts'
import { type Db, isPostgres } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import { visibleTo } from '../../routing/index.ts'
import { type Conversation, reopenWithin } from '../conversation.ts'
import { conversationOf, type ConversationRow } from './rows.ts'

/** The conversation, or undefined where this viewer may not see it. */
export async function findConversation(
  db: Db,
  viewer: Viewer,
  id: number,
): Promise<Conversation | undefined> {
  const query = visibleTo(db('conversation').where('conversation.id', id), viewer)
  const row: ConversationRow | undefined = await query.first('conversation.*')
  return row && conversationOf(row)
}

/** As `findConversation`. Throws NotFound where this viewer may not see it, or there is none. */
export async function conversationFor(db: Db, viewer: Viewer, id: number): Promise<Conversation> {
  const conversation = await findConversation(db, viewer, id)
  if (!conversation) throw new NotFound(`conversation ${id}`)
  return conversation
}

/** Those of these conversations that the viewer may see. */
export async function visibleConversations(db: Db, viewer: Viewer, ids: number[]): Promise<number[]> {
  return visibleTo(db('conversation').whereIn('conversation.id', ids), viewer).pluck('conversation.id')
}

/** As `findConversation`, and nobody else changes it before this transaction ends. */
export async function lockConversation(
  trx: Db,
  viewer: Viewer,
  id: number,
): Promise<Conversation | undefined> {
  await lock(trx, [id])
  return findConversation(trx, viewer, id)
}

/** Locks and reads the conversation for the house itself, which sees all. */
export async function lockAnyConversation(trx: Db, id: number): Promise<Conversation | undefined> {
  await lock(trx, [id])
  const row: ConversationRow | undefined = await trx('conversation').where({ id }).first()
  return row && conversationOf(row)
}

/** Locks and reads these conversations for the house, by id. */
export async function lockConversations(trx: Db, ids: number[]): Promise<Map<number, Conversation>> {
  await lock(trx, ids)
  const rows: ConversationRow[] = await trx('conversation').whereIn('id', ids)
  return new Map(rows.map((row) => [row.id, conversationOf(row)]))
}

/** Locks and reads what an agent holds and has not closed. */
export async function lockHeldBy(trx: Db, agentId: number): Promise<Conversation[]> {
  const query = trx('conversation').where({ agent_id: agentId }).whereNot('status', 'closed').orderBy('id')
  if (isPostgres(trx)) query.forUpdate()
  const rows: ConversationRow[] = await query
  return rows.map(conversationOf)
}

/** For each person their open conversation, or the one closed so lately that it goes on; locked. */
export async function findCurrent(
  trx: Db,
  personIds: number[],
  at: string,
): Promise<Map<number, Conversation>> {
  const query = trx('conversation')
    .whereIn('person_id', personIds)
    .where((current) =>
      current.whereNot('status', 'closed').orWhere('closed_at', '>', earlier(at, reopenWithin)),
    )
    .orderBy('id')
  if (isPostgres(trx)) query.forUpdate()
  const rows: ConversationRow[] = await query
  const newestLast = rows.map(conversationOf).sort((one, other) => rank(one) - rank(other))
  return new Map(newestLast.map((conversation) => [conversation.personId, conversation]))
}

/** The person's open conversation, or else the newest one; locked. */
export async function findLatest(trx: Db, personId: number): Promise<Conversation | undefined> {
  const query = trx('conversation')
    .where({ person_id: personId })
    .orderByRaw(`case status when 'closed' then 1 else 0 end, id desc`)
  if (isPostgres(trx)) query.forUpdate()
  const row: ConversationRow | undefined = await query.first()
  return row && conversationOf(row)
}

/** The person's open conversation other than this one: there may be one at a time. */
export async function hasOtherOpen(trx: Db, { personId, id }: Conversation): Promise<boolean> {
  const row = await trx('conversation')
    .where({ person_id: personId })
    .whereNot({ id })
    .whereNot('status', 'closed')
    .first('id')
  return row !== undefined
}

/** New, empty conversations, in the order asked for. */
export async function makeConversations(
  trx: Db,
  rows: { uid: string; personId: number; channelId: number; context: string }[],
  at: string,
): Promise<Conversation[]> {
  if (rows.length === 0) return []
  const made: ConversationRow[] = await trx('conversation')
    .insert(
      rows.map(({ uid, personId, channelId, context }) => ({
        uid,
        person_id: personId,
        channel_id: channelId,
        status: 'queued',
        last_message_at: at,
        opened_at: at,
        context,
      })),
    )
    .returning('*')
  const byUid = new Map(made.map((row) => [row.uid, conversationOf(row)]))
  return rows.map(({ uid }) => byUid.get(uid)).filter((conversation) => conversation !== undefined)
}

/** An open one before all closed ones; sorting keeps the order of ids otherwise. */
function rank({ status }: Conversation): number {
  return status === 'closed' ? 0 : 1
}

async function lock(trx: Db, ids: number[]) {
  if (isPostgres(trx)) await trx('conversation').whereIn('id', ids).orderBy('id').forUpdate().select('id')
}

/** Whether there is such an agent, at work, and such a team. */
export async function isHolder(
  trx: Db,
  { agentId, teamId }: { agentId: number | null; teamId: number | null },
): Promise<boolean> {
  const agent =
    agentId === null || (await trx('agent').where({ id: agentId }).whereNull('disabled_at').first('id'))
  const team = teamId === null || (await trx('team').where({ id: teamId }).first('id'))
  return Boolean(agent && team)
}
