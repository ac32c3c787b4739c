import { json } from '../../../platform/db/index.ts'
import type { Call, Direction, Purpose } from '../call.ts'
import type { Live } from '../engine/index.ts'

export type Row = {
  id: number
  uid: string
  channel_id: number
  line_id: number | null
  direction: Direction
  purpose: Purpose
  number: string
  person_id: number | null
  identity_id: number | null
  conversation_id: number | null
  message_id: number | null
  team_id: number | null
  agent_id: number | null
  state: Call['state']
  customer_leg: string | null
  live: string | null
  version: number
  started_at: string
  queued_at: string | null
  answered_at: string | null
  ended_at: string | null
  outcome: Call['outcome']
  code: number | null
  ended_by: Call['endedBy']
  setup_ms: number | null
  ring_ms: number | null
  wait_ms: number | null
  talk_ms: number | null
  hold_ms: number | null
  quality: string | null
  takeover: string | null
  result: string | null
  note: string
  wrapped_at: string | null
}

/** A call with what the engine keeps of it while it goes on. */
export type LiveCall = Call & { live: Live }

/** The call that a row holds. */
export function callOf(row: Row): Call {
  return {
    id: row.id,
    uid: row.uid,
    channelId: row.channel_id,
    lineId: row.line_id,
    direction: row.direction,
    purpose: row.purpose,
    number: row.number,
    personId: row.person_id,
    identityId: row.identity_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    teamId: row.team_id,
    agentId: row.agent_id,
    state: row.state,
    version: row.version,
    startedAt: row.started_at,
    queuedAt: row.queued_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    code: row.code,
    endedBy: row.ended_by,
    setupMs: row.setup_ms,
    ringMs: row.ring_ms,
    waitMs: row.wait_ms,
    talkMs: row.talk_ms,
    holdMs: row.hold_ms,
    quality: json.read(row.quality, null),
    takeover: json.read(row.takeover, null),
    result: row.result,
    note: row.note,
    wrappedAt: row.wrapped_at,
  }
}

/** The call with its live part; undefined where it has ended. */
export function liveCallOf(row: Row | undefined): LiveCall | undefined {
  const live = json.read<Live | undefined>(row?.live, undefined)
  return row && live && { ...callOf(row), live }
}

/** Columns of what is given. */
export function rowOf(call: Partial<Omit<Call, 'id'>>): Partial<Row> {
  const { quality, takeover, ...rest } = call
  const plain = Object.entries(rest).map(([name, value]) => [columnOf(name), value])
  return {
    ...Object.fromEntries(plain),
    ...(quality !== undefined && { quality: quality && json.write(quality) }),
    ...(takeover !== undefined && { takeover: takeover && json.write(takeover) }),
  }
}

function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
