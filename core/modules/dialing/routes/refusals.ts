import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import {
  area,
  fieldsOf,
  idIn,
  localeOf,
  orForm,
  page,
  parse,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { faultWords, wordsOf } from '../../../platform/i18n/index.ts'
import { actorOf } from '../../agents/index.ts'
import { importRefusals, previewImport } from '../refusals/import.ts'
import { addToList, type Asked, exportList, refusalList } from '../refusals/list.ts'
import { type By, ways } from '../refusals/refusal.ts'
import { lift } from '../refusals/refuse.ts'
import { decoded } from '../refusals/table.ts'

const path = '/admin/do-not-contact'
const manage = area(path, 'lines.manage')
const template = 'admin/dialing/refusals'
const mostShown = 200
/** As streams: a file of text would be read as UTF-8, which it may not be. */
const listPayload = { maxBytes: 12 * 1024 * 1024, multipart: { output: 'stream' as const } }

const id = joi.number().integer().min(1)
const asked = joi.object<{ before?: number }>({ before: id })
const searched = joi.object<{ number: string }>({ number: joi.string().trim().max(40).required() })
const added = joi.object<{ number: string; by: By; reason: string }>({
  number: joi.string().trim().max(40).required(),
  by: joi.valid(...ways).required(),
  reason: joi.string().trim().max(200).required(),
})
const lifted = joi.object<{ reason: string }>({ reason: joi.string().trim().max(200).required() })

/** The list of who wants to be left alone. A number is never in an address: it would stand in histories and logs. */
export function refusalRoutes(app: App): ServerRoute[] {
  const uploads = { payload: listPayload }
  return [
    manage('GET', '', (request, h) => show(app, request, h)),
    manage('POST', '', (request, h) => add(app, request, h)),
    manage('POST', '/search', (request, h) => search(app, request, h)),
    manage('POST', '/export', (request, h) => take(app, request, h)),
    manage('POST', '/import', (request, h) => preview(app, request, h), uploads),
    manage('POST', '/import/confirmation', (request, h) => takeOver(app, request, h), uploads),
    manage('POST', '/{id}/removal', (request, h) => remove(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await listContext(app, request, parse(asked, request.query)))
}

async function search(app: App, request: Request, h: ResponseToolkit) {
  return withList(app, request, h, 'search', async () => {
    const { number } = parse(searched, request.payload)
    return page(h, request, template, await listContext(app, request, { number }))
  })
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  return withList(app, request, h, 'add', async () => {
    await addToList(app, viewerOf(request), parse(added, request.payload))
    return seeOther(h, path, 'dialing.list.added')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  return withList(app, request, h, 'lift', async () => {
    const viewer = viewerOf(request)
    const { reason } = parse(lifted, request.payload)
    const actor = { ...actorOf(viewer), agentId: viewer.agentId }
    await transaction(app.db, (trx) => lift(trx, actor, id, reason, app.clock().toISOString()))
    return seeOther(h, path, 'dialing.lifted')
  })
}

async function take(app: App, request: Request, h: ResponseToolkit) {
  const csv = await exportList(app, viewerOf(request))
  return h
    .response(csv)
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="do-not-contact.csv"')
}

/** What a list would bring, in a form that holds it: nothing is kept here in between. */
async function preview(app: App, request: Request, h: ResponseToolkit) {
  const { file, text: typed } = fieldsOf(request.payload)
  const text = file instanceof Readable ? decoded(await buffer(file)) : String(typed ?? '')
  return page(h, request, 'admin/dialing/import', await importContext(app, request, text))
}

async function takeOver(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const actor = { ...actorOf(viewer), agentId: viewer.agentId }
  const { added, rest } = await importRefusals(app, actor, String(fieldsOf(request.payload)['text'] ?? ''))
  if (!rest) return seeOther(h, path, 'dialing.import.done')
  return page(h, request, 'admin/dialing/import', { ...(await importContext(app, request, rest)), added })
}

async function importContext(app: App, request: Request, text: string) {
  const { fresh, known, repeated, faults } = await previewImport(app, text)
  const words = faults.map((fault) => ({ ...fault, message: wordsOf(app, localeOf(request), fault.message) }))
  const counts = { fresh: fresh.length, known, repeated, bad: faults.length }
  return { tab: 'refusals', text, counts, faults: words.slice(0, mostShown), more: faults.length > mostShown }
}

async function withList(
  app: App,
  request: Request,
  h: ResponseToolkit,
  form: string,
  work: Parameters<typeof orForm>[3],
) {
  const context = async ({ faults }: Typed) => {
    const errors = faultWords(app, localeOf(request), faults)
    return { ...(await listContext(app, request, {})), form, errors }
  }
  return orForm(h, request, { template, context }, work)
}

async function listContext(app: App, request: Request, asked: Asked) {
  return { tab: 'refusals', ways, ...(await refusalList(app, viewerOf(request), asked)) }
}
