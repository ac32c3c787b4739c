import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { parse, viewerOf } from '../../../platform/http/index.ts'
import type { Recording } from '../recording.ts'
import { isHearable } from '../store/hearable.ts'
import { noteListen, noteSeconds } from '../store/listens.ts'
import { recordingByUid } from '../store/recordings.ts'

const named = joi.object<{ uid: string }>({
  uid: joi
    .string()
    .pattern(/^[0-9a-f]{32}$/)
    .required(),
})
const played = joi.object<{ seconds: number }>({
  seconds: joi.number().integer().min(0).max(86_400).required(),
})

/** The sound itself, by ranges, and how much of it was heard. Whoever loads it has listened. */
export function soundRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'signed-in' as const } }
  return [
    {
      method: 'GET',
      path: '/recordings/{uid}/sound',
      options,
      handler: (request, h) => play(app, request, h),
    },
    {
      method: 'GET',
      path: '/recordings/{uid}/shape',
      options,
      handler: async (request) => shapeOf(await recordingIn(app, request)),
    },
    {
      method: 'POST',
      path: '/recordings/{uid}/listens',
      options,
      handler: (request, h) => note(app, request, h),
    },
  ]
}

/** What the player draws before anything is played: `{ peaks, ms }`. */
function shapeOf({ peaks, ms }: Recording) {
  return { peaks, ms }
}

/** The recording of this request, which this viewer may hear. Throws NotFound. */
export async function recordingIn(app: App, request: Request): Promise<Recording> {
  const { uid } = parse(named, { uid: request.params.uid })
  const recording = await recordingByUid(app.db, uid)
  if (!recording || !(await isHearable(app.db, viewerOf(request), recording.callId)))
    throw new NotFound(`recording ${uid}`)
  return recording
}

async function play(app: App, request: Request, h: ResponseToolkit) {
  const recording = await recordingIn(app, request)
  const file = recording.file ? await app.files.find(app.db, recording.file) : undefined
  if (!file) throw new NotFound(`recording ${recording.uid}`)
  const { agentId } = viewerOf(request)
  await transaction(app.db, (trx) => noteListen(trx, recording.id, agentId, app.clock().toISOString()))
  return h
    .file(app.files.path(file), { confine: false, filename: `${recording.uid}.ogg`, mode: 'inline' })
    .type(file.mime)
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, no-store')
}

/** `{ seconds }` of it were played so far → 204. */
async function note(app: App, request: Request, h: ResponseToolkit) {
  const recording = await recordingIn(app, request)
  const { seconds } = parse(played, request.payload)
  const { agentId } = viewerOf(request)
  await transaction(app.db, (trx) => noteSeconds(trx, recording.id, agentId, seconds))
  return h.response().code(204)
}
