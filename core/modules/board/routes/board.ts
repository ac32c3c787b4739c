import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { page, parse, viewerOf } from '../../../platform/http/index.ts'
import { nowPage } from '../pages/board.ts'
import { lookAt } from '../../routing/index.ts'
import { dayPage } from '../pages/day.ts'
import { listPage, type Search } from '../pages/list.ts'
import { numbers } from '../store/list.ts'

const options = { app: { access: { permission: ['conversations.supervise', 'calls.supervise'] } } }
const id = joi.number().integer()
const at = joi.string().isoDate()
const searched = joi
  .object<Search>({
    of: joi.valid(...numbers).required(),
    team: id.min(0),
    agent: id.min(1),
    from: at,
    to: at,
  })
  .and('from', 'to')

/** What goes on at this moment, and the conversations behind its numbers. */
export function boardRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/board', options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: '/board/conversations', options, handler: (request, h) => list(app, request, h) },
  ]
}

/** The whole board, or what one of its frames asks for: this moment often, the curve of the day rarely. */
async function show(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch } = await lookAt(app.db, viewerOf(request), request)
  const frame = request.headers['turbo-frame']
  return page(h, request, 'agent/board/index', {
    branch,
    ...(frame !== 'board-day' && (await nowPage(app, viewer))),
    ...(frame !== 'board' && { day: await dayPage(app, viewer) }),
  })
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch, query } = await lookAt(app.db, viewerOf(request), request)
  const context = await listPage(app, viewer, parse(searched, query))
  return page(h, request, 'agent/board/list', { branch, ...context })
}
