import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { kindOf } from '../../../platform/files/index.ts'
import { parse, uploadOf, viewerOf } from '../../../platform/http/index.ts'
import { isReadable } from '../store/readable-files.ts'

const MB = 1024 * 1024

const wanted = joi.object<{ uid: string; size?: 'thumbnail' }>({
  uid: joi
    .string()
    .pattern(/^[\w-]{8,64}$/)
    .required(),
  size: joi.valid('thumbnail'),
})

/** Files: taken in from agents, and given out to those who may see the message or account they belong to. */
export function fileRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'POST',
      path: '/files',
      options: {
        app: { access: { permission: 'conversations.reply' } },
        payload: { maxBytes: 52 * MB, timeout: 120_000, multipart: { output: 'annotated' } },
      },
      handler: (request, h) => take(app, request, h),
    },
    {
      method: 'GET',
      path: '/files/{uid}',
      options: { app: { access: 'signed-in' } },
      handler: (request, h) => give(app, request, h),
    },
  ]
}

/** `file`, multipart → `{ uid, name, mime, size, … }`. */
async function take(app: App, request: Request, h: ResponseToolkit) {
  const upload = uploadOf(request.payload, 'file')
  if (!upload) throw new Invalid([{ field: 'file', message: 'errors.fault.required' }])
  const owner = `agent:${viewerOf(request).agentId}`
  const { uid, name, mime, size, width, height } = await app.files.put({ owner, ...upload })
  return h.response({ uid, name, mime, size, width, height }).code(201)
}

/** Shown in place only where it cannot act: what we have drawn anew, sound, video and PDF; all else is downloaded. */
async function give(app: App, request: Request, h: ResponseToolkit) {
  const { uid, size } = parse(wanted, { uid: request.params.uid, ...request.query })
  const file = await app.files.find(app.db, uid)
  if (!file || !(await isReadable(app.db, viewerOf(request), file))) throw new NotFound(`file ${uid}`)
  const isShown = kindOf(file.mime) !== 'document' || file.mime === 'application/pdf'
  return h
    .file(app.files.path(file, size), {
      confine: false,
      mode: isShown ? 'inline' : 'attachment',
      filename: file.name,
    })
    .type(file.mime)
    .header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; sandbox`)
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, max-age=86400, immutable')
}
