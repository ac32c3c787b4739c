import { DateTime } from 'luxon'
import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Call, Outcome } from '../call.ts'
import { callOf, type Row } from './rows.ts'

/** Which calls a list shows. `from` and `to` are days of the clinic, YYYY-MM-DD; `before` pages by id. */
export type CallFilter = {
  direction?: 'in' | 'out'
  outcome?: Outcome
  agentId?: number
  lineId?: number
  from?: string
  to?: string
  /** Nobody talked with the customer. */
  missed?: boolean
  recorded?: boolean
  personIds?: number[]
  before?: number
}

/** A call with the names of what belongs to it. */
export type CallRecord = Call & {
  lineName: string | null
  lineNumber: string | null
  agentName: string | null
  agentAvatar: string | null
  teamName: string | null
}

type NamedRow = Row & {
  line_name: string | null
  line_number: string | null
  agent_name: string | null
  agent_avatar: string | null
  team_name: string | null
}

/** Those of the calls that this viewer may see, newest first. */
export async function findCalls(
  db: Db,
  viewer: Viewer,
  filter: CallFilter,
  limit: number,
): Promise<CallRecord[]> {
  const query = seenBy(named(db), viewer).orderBy('call.id', 'desc').limit(limit)
  const rows: NamedRow[] = await narrowed(query, filter)
  return rows.map(fromRow)
}

/** One call, or undefined where this viewer may not see it. */
export async function findCallFor(db: Db, viewer: Viewer, id: number): Promise<CallRecord | undefined> {
  const row: NamedRow | undefined = await seenBy(named(db), viewer).where('call.id', id).first()
  return row && fromRow(row)
}

function named(db: Db): Query {
  return db('call')
    .leftJoin('line', 'line.id', 'call.line_id')
    .leftJoin('agent', 'agent.id', 'call.agent_id')
    .leftJoin('team', 'team.id', 'call.team_id')
    .select('call.*', 'line.name as line_name', 'line.number as line_number')
    .select('agent.name as agent_name', 'agent.avatar as agent_avatar', 'team.name as team_name')
}

/** Who talked may look it up; for everybody else the conversation decides. */
function seenBy(query: Query, viewer: Viewer): Query {
  if (viewer.scope === 'all') return query
  return query.where((seen) => {
    seen.where('call.agent_id', viewer.agentId).orWhereExists((conversation) => {
      visibleTo(conversation.from('conversation').whereRaw('conversation.id = call.conversation_id'), viewer)
    })
  })
}

function narrowed(query: Query, filter: CallFilter): Query {
  const { direction, outcome, agentId, lineId, from, to, missed, recorded, personIds, before } = filter
  if (direction) query.where('call.direction', direction)
  if (outcome) query.where('call.outcome', outcome)
  if (agentId) query.where('call.agent_id', agentId)
  if (lineId) query.where('call.line_id', lineId)
  if (from) query.where('call.started_at', '>=', startOf(from))
  if (to) query.where('call.started_at', '<', startOf(to, 1))
  if (missed) query.where('call.direction', 'in').whereNull('call.answered_at').whereNotNull('call.ended_at')
  if (recorded) query.whereExists((recording) => kept(recording))
  if (personIds) query.whereIn('call.person_id', personIds)
  if (before) query.where('call.id', '<', before)
  return query
}

function kept(recording: Query) {
  recording.from('recording').whereRaw('recording.call_id = call.id').where('recording.state', 'kept')
}

function startOf(day: string, later = 0): string {
  return DateTime.fromISO(day).plus({ days: later }).toUTC().toISO() ?? ''
}

function fromRow(row: NamedRow): CallRecord {
  return {
    ...callOf(row),
    lineName: row.line_name,
    lineNumber: row.line_number,
    agentName: row.agent_name,
    agentAvatar: row.agent_avatar,
    teamName: row.team_name,
  }
}
