import { type Db, insertId, isPostgres } from '../../platform/db/index.ts'
import { earlier } from '../../platform/time.ts'
import { perHour, type Text, type TextState } from './text.ts'

type Row = {
  id: number
  uid: string
  channel_id: number
  person_id: number
  identity_id: number
  conversation_id: number
  agent_id: number
  call_id: number | null
  purpose: Text['purpose']
  sealed: string | null
  code_hash: string | null
  tries: number
  state: TextState
  reason: string | null
  at: string
  expires_at: string
  confirmed_at: string | null
}

/** Writes a short message down that is to leave, or what a call says, and answers its id. */
export async function insertText(
  trx: Db,
  text: Omit<Text, 'id' | 'tries' | 'reason' | 'confirmedAt'>,
): Promise<number> {
  return insertId(trx, 'short_text', {
    uid: text.uid,
    channel_id: text.channelId,
    person_id: text.personId,
    identity_id: text.identityId,
    conversation_id: text.conversationId,
    agent_id: text.agentId,
    call_id: text.callId,
    purpose: text.purpose,
    sealed: text.sealed,
    code_hash: text.codeHash,
    state: text.state,
    at: text.at,
    expires_at: text.expiresAt,
  })
}

/** The short message by id, or undefined. */
export async function findText(db: Db, id: number): Promise<Text | undefined> {
  const row: Row | undefined = await db('short_text').where({ id }).first()
  return row && fromRow(row)
}

/** These short messages, by id. */
export async function textsById(db: Db, ids: number[]): Promise<Map<number, Text>> {
  const rows: Row[] = ids.length > 0 ? await db('short_text').whereIn('id', ids) : []
  return new Map(rows.map((row) => [row.id, fromRow(row)]))
}

/** The newest short messages of the house, newest first. */
export async function newestTexts(db: Db, limit: number): Promise<Text[]> {
  const rows: Row[] = await db('short_text').orderBy('id', 'desc').limit(limit)
  return rows.map(fromRow)
}

/** Writes down how far a message got; what has left, or never will, keeps no words. False where it was in another state. */
export async function putState(
  trx: Db,
  id: number,
  from: TextState[],
  { state, reason = null, at }: { state: TextState; reason?: string | null; at: string },
): Promise<boolean> {
  const isOver = state === 'sent' || state === 'failed' || state === 'unknown'
  const change = { state, reason, ...(isOver && { sealed: null }), ...(state === 'sent' && { sent_at: at }) }
  return (await trx('short_text').where({ id }).whereIn('state', from).update(change)) === 1
}

/** How many messages were asked for since then, without the codes that calls say. */
export async function messagesSince(db: Db, since: string): Promise<number> {
  return countSince(db, since, { call_id: null })
}

/** Whether this number has had as many messages and calls within the hour before `now` as one number may. */
export async function hadItsHour(db: Db, identityId: number, now: Date): Promise<boolean> {
  return (await countSince(db, earlier(now, 3_600_000), { identity_id: identityId })) >= perHour
}

/** Those that failed cost nothing. */
async function countSince(db: Db, since: string, which: Partial<Row>): Promise<number> {
  const query = db('short_text').where('at', '>', since).whereNot({ state: 'failed' }).where(which)
  const row = await query.count({ count: '*' }).first()
  return Number(row?.count)
}

/** The code that this call says, or undefined. */
export async function textOfCall(db: Db, callId: number): Promise<Text | undefined> {
  const row: Row | undefined = await db('short_text').where({ call_id: callId }).first()
  return row && fromRow(row)
}

/** The newest code in a conversation that could still be read out, which nobody else confirms at the same time. */
export async function lockCode(trx: Db, conversationId: number, at: string): Promise<Text | undefined> {
  const query = trx('short_text')
    .where({ conversation_id: conversationId, purpose: 'code' })
    .whereNull('confirmed_at')
    .where('expires_at', '>', at)
    .orderBy('id', 'desc')
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row && fromRow(row)
}

/** The newest code of a conversation, confirmed or over, or undefined. */
export async function latestCode(db: Db, conversationId: number): Promise<Text | undefined> {
  const row: Row | undefined = await db('short_text')
    .where({ conversation_id: conversationId, purpose: 'code' })
    .orderBy('id', 'desc')
    .first()
  return row && fromRow(row)
}

/** Counts a guess. */
export async function countTry(trx: Db, id: number): Promise<void> {
  await trx('short_text').where({ id }).increment('tries', 1)
}

/** The code was read out. */
export async function putConfirmed(trx: Db, id: number, at: string): Promise<void> {
  await trx('short_text').where({ id }).update({ confirmed_at: at })
}

function fromRow(row: Row): Text {
  return {
    id: row.id,
    uid: row.uid,
    channelId: row.channel_id,
    personId: row.person_id,
    identityId: row.identity_id,
    conversationId: row.conversation_id,
    agentId: row.agent_id,
    callId: row.call_id,
    purpose: row.purpose,
    sealed: row.sealed,
    codeHash: row.code_hash,
    tries: row.tries,
    state: row.state,
    reason: row.reason,
    at: row.at,
    expiresAt: row.expires_at,
    confirmedAt: row.confirmed_at,
  }
}
