import type { App } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { Voice } from '../../plugin/index.ts'
import { asKept } from '../../platform/files/index.ts'
import { enqueue, failure, type Handler } from '../../platform/jobs/index.ts'
import { type Recording, waves } from './recording.ts'
import { keptUntil } from './rules.ts'
import { exchangeOf, findRecording, updateRecording } from './store/recordings.ts'

type Payload = { recordingId: number }

/**
 * The job that brings a finished recording from the exchange to us, makes it small, and only then lets the exchange forget
 * it. It waits for an account that is closed; it gives up where the exchange has nothing of that name.
 */
export function fetchJob(app: App): Handler<Payload> {
  return {
    delays: [5, 30, 120, 600, 3600, 3600, 6 * 3600, 12 * 3600],
    async run({ recordingId }) {
      const recording = await findRecording(app.db, recordingId)
      if (!recording || recording.state === 'running') return
      const voice = await voiceOf(app, recording)
      if (recording.state === 'fetching') await bring(app, voice, recording)
      await voice.discard(recording.name)
    },
    async buried(trx, { recordingId }, reason) {
      if ((await findRecording(trx, recordingId))?.state !== 'fetching') return
      await updateRecording(trx, recordingId, { state: 'lost', reason: reason.slice(0, 200) })
    },
  }
}

async function voiceOf(app: App, { callId }: Recording) {
  const channelId = await exchangeOf(app.db, callId)
  const voice = channelId === undefined ? undefined : app.channels.open(channelId)?.voice
  if (!voice) throw failure('the exchange is closed', { waitsFor: `channel:${channelId}` })
  return voice
}

async function bring(app: App, voice: Voice, recording: Recording) {
  const wav = await voice.fetch(recording.name)
  if (wav) await keep(app, recording, wav)
  else await lose(app, recording, 'absent')
}

async function keep(app: App, recording: Recording, wav: Buffer) {
  const kept = await asKept(wav, waves)
  if (!kept) return lose(app, recording, 'silent')
  const { data, ms, peaks } = kept
  const file = await app.files.put({
    owner: `recording:${recording.id}`,
    name: 'call.ogg',
    data,
    kinds: ['voice'],
  })
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const keepUntil = await keptUntil(trx, at)
    const { sha256, id: fileId } = file
    await updateRecording(trx, recording.id, { state: 'kept', fileId, ms, sha256, peaks, keepUntil })
    await tell(trx, recording, at)
  })
}

async function lose(app: App, recording: Recording, reason: string) {
  const at = app.clock().toISOString()
  app.log.warn({ recording: recording.id, reason }, 'recording.lost')
  await transaction(app.db, async (trx) => {
    await updateRecording(trx, recording.id, { state: 'lost', reason })
    await tell(trx, recording, at)
  })
}

/** Whoever looks at the call sees it; its card is drawn anew. */
export async function tell(trx: Db, { callId }: Pick<Recording, 'callId'>, at: string): Promise<void> {
  await append(trx, { topic: `call:${callId}`, type: 'call.recording' }, at)
  await enqueue(trx, { name: 'call.card', payload: { callId } }, at)
}
