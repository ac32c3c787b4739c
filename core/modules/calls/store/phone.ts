import type { Db } from '../../../platform/db/index.ts'
import type { Call, Direction } from '../call.ts'
import type { Live } from '../engine/index.ts'
import { callOf, liveCallOf } from './rows.ts'

/** The call on a phone; `live` is missing once it has ended. */
export type PhoneCall = Call & { live?: Live; lineName: string | null; teamName: string | null }

/** The call on a phone, or undefined. */
export async function phoneCall(db: Db, id: number): Promise<PhoneCall | undefined> {
  const row = await db('call')
    .leftJoin('line', 'line.id', 'call.line_id')
    .leftJoin('team', 'team.id', 'call.team_id')
    .where('call.id', id)
    .first('call.*', 'line.name as line_name', 'team.name as team_name')
  const call = row && (liveCallOf(row) ?? callOf(row))
  return call && { ...call, lineName: row.line_name, teamName: row.team_name }
}

/** What an agent did since a moment, what the house did for them left out: calls talked, calls of theirs that came to nothing, and time talked (ms). */
export async function sumsSince(
  db: Db,
  agentId: number,
  since: string,
): Promise<{ talked: number; others: number; talkMs: number }> {
  const row = await db('call')
    .where({ agent_id: agentId })
    .whereNot({ purpose: 'code' })
    .where('started_at', '>=', since)
    .whereNotNull('ended_at')
    .first(
      db.raw('count(answered_at) as talked'),
      db.raw('count(*) - count(answered_at) as others'),
      db.raw('sum(coalesce(talk_ms, 0)) as talk_ms'),
    )
  return { talked: Number(row.talked), others: Number(row.others), talkMs: Number(row.talk_ms ?? 0) }
}

/** The last call with a person that had ended before this one. */
export async function callBefore(
  db: Db,
  personId: number,
  callId: number,
): Promise<{ startedAt: string; direction: Direction; outcome: Call['outcome'] } | undefined> {
  return db('call')
    .where({ person_id: personId })
    .where('id', '<', callId)
    .whereNotNull('ended_at')
    .orderBy('id', 'desc')
    .first('started_at as startedAt', 'direction', 'outcome')
}

/** The newest call that an agent placed since a moment, where it reached nobody and nothing is written down of it. */
export async function lastInVain(db: Db, agentId: number, since: string): Promise<number | undefined> {
  const last = await db('call')
    .where({ agent_id: agentId, direction: 'out' })
    .whereNot({ purpose: 'code' })
    .where('ended_at', '>', since)
    .orderBy('id', 'desc')
    .first('id', 'answered_at', 'wrapped_at')
  return last && last.answered_at === null && last.wrapped_at === null ? last.id : undefined
}
