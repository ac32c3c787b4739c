import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { kindOf, limits } from '../../../platform/files/index.ts'
import { idIn, orForm, seeOther, type Typed, uploadOf, uploadPayload } from '../../../platform/http/index.ts'
import { linePage } from '../pages/lines.ts'
import { addDocument, documentOf, removeDocument, restoreDocument } from '../service/documents.ts'
import { lineOf } from '../service/lines.ts'
import { actorIn, base, manage } from './manage.ts'

const template = 'admin/lines/line'
const onePath = '/{id}/documents/{uid}'
const payload = { ...uploadPayload, maxBytes: limits.document + 1024 * 1024 }

/** The papers of a line. */
export function documentRoutes(app: App): ServerRoute[] {
  return [
    manage('POST', '/{id}/documents', (request, h) => add(app, request, h), { payload }),
    manage('GET', onePath, (request, h) => give(app, request, h)),
    manage('POST', `${onePath}/removal`, (request, h) => remove(app, request, h)),
    manage('POST', `${onePath}/restoration`, (request, h) => restore(app, request, h)),
  ]
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  const line = await lineOf(app.db, idIn(request))
  const context = async ({ faults }: Typed) => ({ ...(await linePage(app, line)), fileFault: faults['file'] })
  return orForm(h, request, { template, context }, async () => {
    const file = uploadOf(request.payload, 'file')
    if (!file) throw new Invalid([{ field: 'file', message: 'errors.fault.required' }])
    await addDocument(app, actorIn(request), line.id, file)
    return seeOther(h, `${base}/${line.id}`, 'lines.documents.added')
  })
}

/** Shown in place where it cannot act, else downloaded. */
async function give(app: App, request: Request, h: ResponseToolkit) {
  const file = await documentOf(app, idIn(request), String(request.params['uid']))
  const isShown = kindOf(file.mime) !== 'document' || file.mime === 'application/pdf'
  const mode = isShown ? ('inline' as const) : ('attachment' as const)
  return h
    .file(app.files.path(file), { confine: false, mode, filename: file.name })
    .type(file.mime)
    .header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; sandbox`)
    .header('cross-origin-resource-policy', 'same-origin')
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const [id, uid] = [idIn(request), String(request.params['uid'])]
  await removeDocument(app, actorIn(request), id, uid)
  return seeOther(h, `${base}/${id}?removed=${uid}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await restoreDocument(app, actorIn(request), id, String(request.params['uid']))
  return seeOther(h, `${base}/${id}`, 'lines.restored')
}
