import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { visibleTo } from '../../routing/index.ts'
import type { RecordingState } from '../recording.ts'

/** Which recordings are asked for. Days are `YYYY-MM-DD` of UTC moments that the page has worked out; `before` pages backwards by id. */
export type LibraryQuery = {
  agent?: number
  kind?: 'call' | 'voicemail'
  from?: string
  to?: string
  /** Seconds at least. */
  longer?: number
  before?: number
}

/** One line of the library. `number` is whole: whoever shows it masks it. */
export type LibraryRow = {
  id: number
  uid: string
  kind: 'call' | 'voicemail'
  state: RecordingState
  ms: number | null
  announced: number
  startedAt: string
  keepUntil: string | null
  reason: string | null
  callId: number
  direction: 'in' | 'out'
  number: string
  agentId: number | null
  identityId: number | null
  conversationId: number | null
  listens: number
}

/** Recordings of conversations that this viewer may see, newest first. */
export async function findLibrary(
  db: Db,
  viewer: Viewer,
  query: LibraryQuery,
  limit: number,
): Promise<LibraryRow[]> {
  const { agent, kind, from, to, longer, before } = query
  const rows = visibleTo(
    db('recording')
      .join('call', 'call.id', 'recording.call_id')
      .join('conversation', 'conversation.id', 'call.conversation_id'),
    viewer,
  )
    .orderBy('recording.id', 'desc')
    .limit(limit)
    .select('recording.id', 'recording.uid', 'recording.kind', 'recording.state', 'recording.ms')
    .select('recording.announced', 'recording.reason', 'recording.started_at as startedAt')
    .select('recording.keep_until as keepUntil', 'call.id as callId', 'call.direction', 'call.number')
    .select('call.agent_id as agentId', 'call.identity_id as identityId')
    .select('call.conversation_id as conversationId', listens(db))
  if (agent !== undefined) rows.where('call.agent_id', agent)
  if (kind) rows.where('recording.kind', kind)
  if (from) rows.where('recording.started_at', '>=', from)
  if (to) rows.where('recording.started_at', '<', to)
  if (longer !== undefined) rows.where('recording.ms', '>=', longer * 1000)
  if (before !== undefined) rows.where('recording.id', '<', before)
  const found: LibraryRow[] = await rows
  return found.map((row) => ({ ...row, listens: Number(row.listens) }))
}

function listens(db: Db) {
  return db('recording_listen').whereRaw('recording_listen.recording_id = recording.id').count().as('listens')
}
