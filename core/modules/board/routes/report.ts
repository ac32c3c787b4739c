import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { page, viewerOf } from '../../../platform/http/index.ts'
import { daysIn } from '../../clinic/index.ts'
import { lookAt } from '../../routing/index.ts'
import { reportPage } from '../pages/report.ts'

/** The numbers of calls: by agent, line and hour. */
export function reportRoutes(app: App): ServerRoute[] {
  const options = { app: { access: { permission: 'calls.supervise' } } }
  return [{ method: 'GET', path: '/board/report', options, handler: (request, h) => show(app, request, h) }]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const { viewer, branch, query } = await lookAt(app.db, viewerOf(request), request)
  const context = await reportPage(app, viewer, daysIn(query, app.clock()))
  return page(h, request, 'agent/board/report', { branch, ...context })
}
