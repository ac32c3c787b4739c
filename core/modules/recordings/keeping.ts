import { randomBytes } from 'node:crypto'
import type { App } from '../../module.ts'
import { asKept } from '../../platform/files/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { type Recording, waves } from './recording.ts'
import { keptUntil } from './rules.ts'
import { insertRecording, lockNamed, updateRecording } from './store/recordings.ts'

/** A sound as recordings are stored: Ogg Opus, its length in milliseconds, and its waveform. */
export type RecordedSound = { data: Buffer; ms: number; peaks: number[] }

/** The sound of a WAV file as recordings are stored; undefined where it cannot be read, or holds none. */
export async function recordedSound(wav: Buffer): Promise<RecordedSound | undefined> {
  return asKept(wav, waves)
}

/** Stores a recording of a call that is over, which no exchange has to be asked for. Times are ISO 8601 UTC. */
export async function keepRecording(
  app: App,
  recording: Pick<Recording, 'callId' | 'name' | 'kind' | 'announced' | 'startedAt'> & { endedAt: string },
  { data, ...sound }: RecordedSound,
): Promise<void> {
  const { name, endedAt } = recording
  const uid = randomBytes(16).toString('hex')
  const owner = `call:${recording.callId}`
  const { id: fileId, sha256 } = await app.files.put({ owner, name: 'call.ogg', data, kinds: ['voice'] })
  await transaction(app.db, async (trx) => {
    await insertRecording(trx, { ...recording, uid })
    const row = await lockNamed(trx, name)
    if (!row) throw new Error(`recording ${name} was not stored`)
    const keepUntil = await keptUntil(trx, endedAt)
    await updateRecording(trx, row.id, { state: 'kept', ...sound, fileId, sha256, endedAt, keepUntil })
  })
}
