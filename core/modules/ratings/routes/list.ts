import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { page, parse, viewerOf } from '../../../platform/http/index.ts'
import { lookAt } from '../../routing/index.ts'
import { type Asked, listPage } from '../pages/list.ts'
import { mostStars } from '../rating.ts'

const day = joi
  .string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .empty('')
const id = joi.number().integer().min(1).empty('')
const asked = joi.object<Asked>({
  stars: joi.number().integer().min(1).max(mostStars).empty(''),
  agent: id,
  team: id,
  channel: id,
  from: day,
  to: day,
  before: id,
})

/** What customers said, for those who supervise receptions. */
export function listRoutes(app: App): ServerRoute[] {
  const options = { app: { access: { permission: 'conversations.supervise' } } }
  return [{ method: 'GET', path: '/ratings', options, handler: (request, h) => show(app, request, h) }]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch, query } = await lookAt(app.db, viewerOf(request), request)
  const context = await listPage(app, viewer, parse(asked, query), branch.next)
  return page(h, request, 'agent/ratings/index', { branch, ...context })
}
