import { randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { pausesAfter, type Recording } from './recording.ts'
import { insertRecording, lockNamed, setPauses, updateRecording } from './store/recordings.ts'

/** The exchange begins to record a call. `announced`: the caller was told. `at` is ISO 8601. */
export async function recordingBegun(
  trx: Db,
  recording: Pick<Recording, 'callId' | 'name' | 'kind' | 'announced'>,
  at: string,
): Promise<void> {
  await insertRecording(trx, { ...recording, uid: randomBytes(16).toString('hex'), startedAt: at })
}

/** Nothing is recorded from now on, or it goes on. */
export async function recordingPaused(trx: Db, name: string, on: boolean, at: string): Promise<void> {
  const recording = await lockNamed(trx, name)
  if (recording) await setPauses(trx, recording.id, pausesAfter(recording.pauses, on, at))
}

/** The exchange has finished: we fetch it. Of one that failed nothing is left. */
export async function recordingEnded(trx: Db, name: string, ok: boolean, at: string): Promise<void> {
  const recording = await lockNamed(trx, name)
  if (recording?.state !== 'running') return
  await setPauses(trx, recording.id, pausesAfter(recording.pauses, false, at))
  const state = ok ? 'fetching' : 'lost'
  await updateRecording(trx, recording.id, { state, endedAt: at, ...(!ok && { reason: 'failed' }) })
  const payload = { recordingId: recording.id }
  if (ok) await enqueue(trx, { name: 'recording.fetch', key: `recording:${recording.id}`, payload }, at)
}
