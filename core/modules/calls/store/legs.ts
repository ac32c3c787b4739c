import { type Db, json } from '../../../platform/db/index.ts'
import type { EndCause, Quality } from '../../../plugin/index.ts'
import type { Party } from '../call.ts'

/** A phone that was in a call, and when. Times are ISO 8601 UTC. */
export type CallLeg = {
  leg: string
  party: Party
  agentId: number | null
  number: string | null
  dialledAt: string
  ringingAt: string | null
  answeredAt: string | null
  endedAt: string | null
  cause: EndCause | null
  code: number | null
  quality: Quality | null
}

type Row = {
  leg: string
  party: Party
  agent_id: number | null
  number: string | null
  dialled_at: string
  ringing_at: string | null
  answered_at: string | null
  ended_at: string | null
  cause: EndCause | null
  code: number | null
  quality: string | null
}

type NewLeg = { callId: number; leg: string; party: Party; agentId?: number; number?: string }

/** Who listens to a call of a colleague's now, or is being rung to. */
export async function supervisingAgents(db: Db): Promise<number[]> {
  return db('call_leg')
    .where({ party: 'supervisor' })
    .whereNull('ended_at')
    .whereNotNull('agent_id')
    .pluck('agent_id')
}

/** Writes a leg down when it is first heard of. */
export async function ensureLeg(trx: Db, leg: NewLeg, at: string): Promise<void> {
  const { callId, leg: name, party, agentId = null, number = null } = leg
  await trx('call_leg')
    .insert({ call_id: callId, leg: name, party, agent_id: agentId, number, dialled_at: at })
    .onConflict('leg')
    .ignore()
}

/** Changes what is given and leaves the rest. */
export async function updateLeg(
  trx: Db,
  leg: string,
  change: Partial<Pick<CallLeg, 'party' | 'ringingAt' | 'answeredAt' | 'endedAt' | 'cause' | 'code'>>,
): Promise<void> {
  const { ringingAt, answeredAt, endedAt, ...rest } = change
  await trx('call_leg')
    .where({ leg })
    .update({
      ...rest,
      ...(ringingAt && { ringing_at: ringingAt }),
      ...(answeredAt && { answered_at: answeredAt }),
      ...(endedAt && { ended_at: endedAt }),
    })
}

/** How good the line of a leg was when it was asked last. */
export async function putQuality(db: Db, leg: string, quality: Quality): Promise<void> {
  await db('call_leg')
    .where({ leg })
    .update({ quality: json.write(quality) })
}

/** The legs of a call, in the order in which they came. */
export async function legsOf(db: Db, callId: number): Promise<CallLeg[]> {
  const rows: Row[] = await db('call_leg').where({ call_id: callId }).orderBy('id')
  return rows.map(fromRow)
}

function fromRow(row: Row): CallLeg {
  return {
    leg: row.leg,
    party: row.party,
    agentId: row.agent_id,
    number: row.number,
    dialledAt: row.dialled_at,
    ringingAt: row.ringing_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    cause: row.cause,
    code: row.code,
    quality: json.read(row.quality, null),
  }
}
