import { type Db, flag, isPostgres, json } from '../../../platform/db/index.ts'
import type { Recording, RecordingBrief, RecordingState } from '../recording.ts'

type Row = {
  id: number
  uid: string
  call_id: number
  name: string
  kind: Recording['kind']
  state: RecordingState
  file: string | null
  ms: number | null
  sha256: string | null
  peaks: string | null
  pauses: string
  announced: number
  started_at: string
  ended_at: string | null
  keep_until: string | null
  reason: string | null
}

type Patch = {
  state: RecordingState
  fileId?: number | null
  ms?: number
  sha256?: string
  peaks?: number[]
  endedAt?: string
  keepUntil?: string
  reason?: string
}

/** Writes down that a recording begins; one of that name is begun once. */
export async function insertRecording(
  trx: Db,
  recording: Pick<Recording, 'uid' | 'callId' | 'name' | 'kind' | 'announced' | 'startedAt'>,
): Promise<void> {
  const { uid, callId, name, kind, announced, startedAt } = recording
  await trx('recording')
    .insert({
      uid,
      call_id: callId,
      name,
      kind,
      state: 'running',
      announced: flag.write(announced),
      started_at: startedAt,
    })
    .onConflict('name')
    .ignore()
}

/** The recording that the exchange calls so, which nobody else changes before this transaction ends. */
export async function lockNamed(trx: Db, name: string): Promise<Recording | undefined> {
  const query = trx('recording').where({ name })
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row && fromRow({ ...row, file: null })
}

/** The recording by id, or undefined. */
export async function findRecording(db: Db, id: number): Promise<Recording | undefined> {
  const row: Row | undefined = await withFile(db).where('recording.id', id).first()
  return row && fromRow(row)
}

/** The recording by uid, or undefined. */
export async function recordingByUid(db: Db, uid: string): Promise<Recording | undefined> {
  const row: Row | undefined = await withFile(db).where('recording.uid', uid).first()
  return row && fromRow(row)
}

/** What these calls have, oldest first, by call. */
export async function recordingsOfCalls(db: Db, callIds: number[]): Promise<Map<number, RecordingBrief[]>> {
  const rows: (RecordingBrief & { callId: number })[] = await db('recording')
    .whereIn('call_id', callIds)
    .orderBy('id')
    .select('uid', 'kind', 'state', 'ms', 'call_id as callId')
  const briefs = rows.map(({ callId, ...brief }) => ({ callId, brief }))
  const grouped = Map.groupBy(briefs, ({ callId }) => callId)
  return new Map([...grouped].map(([callId, of]) => [callId, of.map(({ brief }) => brief)]))
}

/** Notes when it was paused. */
export async function setPauses(trx: Db, id: number, pauses: Recording['pauses']): Promise<void> {
  await trx('recording')
    .where({ id })
    .update({ pauses: json.write(pauses) })
}

/** Changes what is given and leaves the rest. */
export async function updateRecording(trx: Db, id: number, patch: Patch): Promise<void> {
  const { fileId, peaks, endedAt, keepUntil, ...columns } = patch
  await trx('recording')
    .where({ id })
    .update({
      ...columns,
      ...(fileId !== undefined && { file_id: fileId }),
      ...(peaks && { peaks: json.write(peaks) }),
      ...(endedAt && { ended_at: endedAt }),
      ...(keepUntil && { keep_until: keepUntil }),
    })
}

/** Kept ones whose time is over at `now`, at most `limit`. */
export async function overdue(db: Db, now: string, limit: number): Promise<Recording[]> {
  const rows: Row[] = await withFile(db)
    .where('recording.state', 'kept')
    .where('recording.keep_until', '<', now)
    .orderBy('recording.id')
    .limit(limit)
  return rows.map(fromRow)
}

/** Where a recording lies: the account of the exchange. */
export async function exchangeOf(db: Db, callId: number): Promise<number | undefined> {
  const row = await db('call').where({ id: callId }).first('channel_id')
  return row?.channel_id
}

function withFile(db: Db) {
  return db('recording')
    .leftJoin('file', 'file.id', 'recording.file_id')
    .select('recording.*', 'file.uid as file', 'recording.sha256 as sha256')
}

function fromRow(row: Row): Recording {
  return {
    id: row.id,
    uid: row.uid,
    callId: row.call_id,
    name: row.name,
    kind: row.kind,
    state: row.state,
    file: row.file,
    ms: row.ms,
    sha256: row.sha256,
    peaks: json.read(row.peaks, []),
    pauses: json.read(row.pauses, []),
    announced: flag.read(row.announced),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    keepUntil: row.keep_until,
    reason: row.reason,
  }
}
