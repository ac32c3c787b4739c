import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { idIn, localeOf, page, parse, viewerOf, wantsJson } from '../../../platform/http/index.ts'
import { visibleConversations } from '../../conversations/index.ts'
import { assignmentPage } from '../pages/assignment.ts'
import { decisionsOf } from '../store/decisions.ts'

const asked = joi.object<{ at?: string }>({ at: joi.string().isoDate() })

/** Why a conversation went to whom it went, for everybody who sees the conversation. `at`: only what was decided then. */
export function assignmentRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'signed-in' as const } }
  const path = '/conversations/{id}/assignment'
  return [{ method: 'GET', path, options, handler: (request, h) => show(app, request, h) }]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  const { at } = parse(asked, request.query)
  const [visible] = await visibleConversations(app.db, viewerOf(request), [id])
  if (visible === undefined) throw new NotFound(`conversation ${id}`)
  const decisions = (await decisionsOf(app.db, id)).filter(
    (decision) => at === undefined || decision.at === at,
  )
  if (wantsJson(request)) return { decisions }
  const context = await assignmentPage(app, localeOf(request), { id, at, decisions })
  return page(h, request, 'agent/assignment', context)
}
