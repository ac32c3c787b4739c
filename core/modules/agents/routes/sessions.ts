import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { idIn, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { revokeSession } from '../service/sessions.ts'
import { listSessions } from '../store/sessions.ts'
import { manage } from './manage.ts'
import { sessionViews } from './session-views.ts'

/** Who is signed in, from where. */
export function sessionRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/admin/sessions', (request, h) => list(app, request, h)),
    manage('POST', '/admin/sessions/{id}/revocation', (request, h) => revoke(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const { sessionId } = viewerOf(request)
  const sessions = await listSessions(app.db, app.clock().toISOString())
  return page(h, request, 'admin/sessions/index', { sessions: sessionViews(sessions, sessionId) })
}

async function revoke(app: App, request: Request, h: ResponseToolkit) {
  await revokeSession(app, viewerOf(request), idIn(request))
  return seeOther(h, '/admin/sessions', 'admin.sessions.revoked')
}
