import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import { fieldsOf, idIn, orForm, page, parse, seeOther, type Typed } from '../../../platform/http/index.ts'
import { type Line, lineStates } from '../line.ts'
import { linePage, linesPage } from '../pages/lines.ts'
import { documentOf } from '../service/documents.ts'
import { addLine, editLine, type LineForm, lineOf, removeLine, restoreLine } from '../service/lines.ts'
import { actorIn, base, manage } from './manage.ts'

const template = 'admin/lines/line'

const form = joi.object<LineForm>({
  channelId: joi.number().integer().required(),
  number: joi.string().trim().max(40).required(),
  name: joi.string().trim().max(80).required(),
  area: joi
    .string()
    .trim()
    .pattern(/^0(10|2\d|[3-9]\d{2})$/)
    .allow('')
    .default(''),
  flowId: joi.alternatives(joi.valid('default'), joi.number().integer()).empty('').default(null),
  outgoing: joi.boolean().default(false),
  preferred: joi.boolean().default(false),
  most: joi.number().integer().min(1).max(500).required(),
  state: joi.valid(...lineStates).required(),
  reason: joi.string().trim().max(200).allow('').default(''),
  until: joi
    .string()
    .pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    .empty('')
    .default(null),
  note: joi.string().trim().max(2000).allow('').default(''),
})

/** The numbers of the clinic. */
export function lineRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '', (request, h) => list(app, request, h)),
    manage('GET', '/new', async (request, h) => page(h, request, template, await linePage(app, undefined))),
    manage('POST', '', (request, h) => add(app, request, h)),
    manage('GET', '/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/{id}/removal', (request, h) => remove(app, request, h)),
    manage('POST', '/{id}/restoration', (request, h) => restore(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const removed = Number(request.query['removed']) || undefined
  return page(h, request, 'admin/lines/index', await linesPage(app, removed))
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  const context = (typed: Typed) => linePage(app, undefined, typed)
  return orForm(h, request, { template, context }, async () => {
    await addLine(app, actorIn(request), formOf(request))
    return seeOther(h, base, 'lines.line.added')
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const line = await lineOf(app.db, idIn(request))
  const removed = await removedDocument(app, line, String(request.query['removed'] ?? ''))
  return page(h, request, template, { ...(await linePage(app, line)), removed })
}

async function removedDocument(app: App, { id, documents }: Line, uid: string) {
  return uid && !documents.includes(uid) ? documentOf(app, id, uid) : undefined
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const line = await lineOf(app.db, idIn(request))
  const context = (typed: Typed) => linePage(app, line, typed)
  return orForm(h, request, { template, context }, async () => {
    await editLine(app, actorIn(request), line.id, formOf(request))
    return seeOther(h, base, 'common.saved')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await removeLine(app, actorIn(request), id)
  return seeOther(h, `${base}?removed=${id}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreLine(app, actorIn(request), idIn(request))
  return seeOther(h, base, 'lines.restored')
}

/** The form as it was posted; its time is the clinic's own. */
function formOf(request: Request): LineForm {
  const { until, ...rest } = parse(form, fieldsOf(request.payload))
  return { ...rest, until: until && DateTime.fromISO(until).toUTC().toISO() }
}
