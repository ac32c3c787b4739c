import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { tell } from './fetching.ts'
import type { Recording } from './recording.ts'
import { overdue, updateRecording } from './store/recordings.ts'

const atOnce = 200

/** The nightly job that erases what has been kept long enough. */
export function expireJob(app: App): Handler {
  return {
    async run() {
      const now = app.clock().toISOString()
      let due = await overdue(app.db, now, atOnce)
      while (due.length > 0) {
        for (const recording of due) await erase(app, recording, 'expired')
        due = await overdue(app.db, now, atOnce)
      }
    },
  }
}

/** Erases one recording by hand, with a reason that the audit log keeps. That there was one stays known. */
export async function eraseRecording(
  app: App,
  actor: Actor,
  recording: Recording,
  reason: string,
): Promise<void> {
  await erase(app, recording, 'erased', { actor, reason })
}

/** The row first: a file that is left over is found by nobody, a row without its file by everybody. */
async function erase(app: App, recording: Recording, reason: string, by?: { actor: Actor; reason: string }) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await updateRecording(trx, recording.id, { state: 'erased', reason, fileId: null })
    if (by) {
      const detail = { call: recording.callId, reason: by.reason }
      const object = `recording:${recording.id}`
      await audit(trx, { ...by.actor, action: 'recording.erased', object, detail }, at)
    }
    await tell(trx, recording, at)
  })
  if (recording.file) await app.files.remove(recording.file)
}
