import { type Db, insertId, isPostgres, json } from '../../../platform/db/index.ts'
import type { Call } from '../call.ts'
import type { Live } from '../engine/index.ts'
import { callOf, liveCallOf, type LiveCall, type Row, rowOf } from './rows.ts'

/** What a call is when it begins. */
export type NewCall = Pick<
  Call,
  | 'uid'
  | 'channelId'
  | 'lineId'
  | 'direction'
  | 'purpose'
  | 'number'
  | 'personId'
  | 'identityId'
  | 'agentId'
  | 'state'
  | 'startedAt'
>

/** Adds a call and answers its id. */
export async function insertCall(trx: Db, call: NewCall, live: Live): Promise<number> {
  const row = { ...rowOf(call), customer_leg: live.customer, live: json.write(live) }
  return insertId(trx, 'call', row)
}

/** The call by id, or undefined. */
export async function findCall(db: Db, id: number): Promise<Call | undefined> {
  const row: Row | undefined = await db('call').where({ id }).first()
  return row && callOf(row)
}

/** As `findCall`, and nobody else changes it before this transaction ends. */
export async function lockCall(trx: Db, id: number): Promise<Call | undefined> {
  const query = trx('call').where({ id })
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row && callOf(row)
}

/** The call that goes on under this uid, or undefined. */
export async function findLive(db: Db, uid: string): Promise<LiveCall | undefined> {
  return liveCallOf(await db('call').where({ uid }).first())
}

/** As `findLive`, and nobody else changes it before this transaction ends. */
export async function lockLive(trx: Db, uid: string): Promise<LiveCall | undefined> {
  const query = trx('call').where({ uid })
  if (isPostgres(trx)) query.forUpdate()
  return liveCallOf(await query.first())
}

/** Is there a call of this uid, over or not? */
export async function uidExists(db: Db, uid: string): Promise<boolean> {
  return (await db('call').where({ uid }).first('id')) !== undefined
}

/** The uid of the call that a leg of the exchange's own belongs to, or undefined. */
export async function uidOfLeg(db: Db, channelId: number, leg: string): Promise<string | undefined> {
  const call = db('call').where({ channel_id: channelId, customer_leg: leg }).orderBy('id', 'desc')
  const { uid } = (await call.first('uid')) ?? {}
  if (uid) return uid
  const known = db('call_leg').join('call', 'call.id', 'call_leg.call_id')
  const row = await known.where({ leg, channel_id: channelId }).first('uid')
  return row?.uid
}

/** Every call that goes on, oldest first; of one exchange, where told. */
export async function liveCalls(db: Db, channelId?: number): Promise<LiveCall[]> {
  const query = db('call').whereNotNull('live').orderBy('id')
  if (channelId !== undefined) query.where({ channel_id: channelId })
  const rows: Row[] = await query
  return rows.flatMap((row) => liveCallOf(row) ?? [])
}

/** The conversations of the calls that go on. */
export async function conversationsOnPhone(db: Db): Promise<number[]> {
  return db('call').whereNotNull('live').whereNotNull('conversation_id').pluck('conversation_id')
}

/** The teams for which customers wait on the telephone in these conversations. */
export async function teamsOfWaiting(db: Db, conversationIds: number[]): Promise<number[]> {
  return db('call')
    .whereIn('conversation_id', conversationIds)
    .where({ state: 'queued' })
    .whereNotNull('team_id')
    .distinct()
    .pluck('team_id')
}

/** When the last call of a conversation that is over ended (ISO 8601 UTC), or undefined. */
export async function lastEnd(db: Db, conversationId: number): Promise<string | undefined> {
  const row = await db('call').where({ conversation_id: conversationId }).max({ ended: 'ended_at' }).first()
  return row?.['ended'] ?? undefined
}

/** Changes what is given and counts the change. `live` null: it has ended. */
export async function updateCall(
  trx: Db,
  id: number,
  change: Partial<Omit<Call, 'id'>>,
  live?: Live | null,
): Promise<void> {
  const kept = live === undefined ? {} : { live: live && json.write(live), ...customerOf(live) }
  await trx('call')
    .where({ id })
    .update({ ...rowOf(change), ...kept, version: trx.raw('version + 1') })
}

/** The calls of an identity are those of another person from now on. */
export async function giveCalls(trx: Db, identityId: number, personId: number): Promise<void> {
  await trx('call').where({ identity_id: identityId }).update({ person_id: personId })
}

function customerOf(live: Live | null): Partial<Row> {
  return live ? { customer_leg: live.customer } : {}
}
