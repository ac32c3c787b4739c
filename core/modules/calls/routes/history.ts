import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { page, parse, viewerOf } from '../../../platform/http/index.ts'
import { outcomes } from '../call.ts'
import { historyPage, type Search } from '../pages/history.ts'
import { recordPage } from '../pages/record.ts'
import { findCallFor } from '../store/history.ts'

const options = { app: { access: 'signed-in' as const } }
const id = joi.number().integer().min(1)
const day = joi
  .string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .empty('')
const searched = joi.object<Search>({
  q: joi.string().trim().max(60).empty(''),
  direction: joi.valid('in', 'out').empty(''),
  outcome: joi.valid(...outcomes).empty(''),
  agent: id.empty(''),
  line: id.empty(''),
  from: day,
  to: day,
  missed: joi.valid('1').empty(''),
  recorded: joi.valid('1').empty(''),
  before: id,
})
const named = joi.object<{ id: number }>({ id: id.required() })

/** Calls that were: all of them, narrowed, and everything about one. */
export function historyRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/calls', options, handler: (request, h) => list(app, request, h) },
    { method: 'GET', path: '/calls/{id}', options, handler: (request, h) => one(app, request, h) },
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const search = parse(searched, request.query)
  return page(h, request, 'agent/calls/index', await historyPage(app, viewerOf(request), search))
}

async function one(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const call = await findCallFor(app.db, viewer, parse(named, request.params).id)
  if (!call) throw new NotFound(`call ${request.params.id}`)
  return page(h, request, 'agent/calls/one', await recordPage(app, viewer, call))
}
