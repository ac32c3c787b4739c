import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { page, parse, viewerOf } from '../../../platform/http/index.ts'
import { daysIn } from '../../clinic/index.ts'
import { lookAt } from '../../routing/index.ts'
import { lostPage, type Whose } from '../pages/lost.ts'
import { reportPage } from '../pages/report.ts'

const options = { app: { access: { permission: 'conversations.supervise' } } }
const id = joi.number().integer().min(0)
const whose = joi.object<Whose>({ team: id, agent: id, channel: id })

/** How many were answered in time, and who was lost: the pages of those who look after conversations. */
export function reportRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/board/limits', options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: '/board/limits/lost', options, handler: (request, h) => list(app, request, h) },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch, query } = await lookAt(app.db, viewerOf(request), request)
  const context = await reportPage(app, viewer, daysIn(query, app.clock()))
  return page(h, request, 'agent/board/limits', { branch, ...context })
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch, query } = await lookAt(app.db, viewerOf(request), request)
  const { from, to, ...asked } = query
  const days = daysIn({ from, to }, app.clock())
  const context = await lostPage(app, viewer, { days, ...parse(whose, asked) })
  return page(h, request, 'agent/board/lost', { branch, ...context })
}
