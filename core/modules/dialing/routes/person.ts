import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Forbidden, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { idIn, parse, viewerOf } from '../../../platform/http/index.ts'
import { actorOf, can } from '../../agents/index.ts'
import { answerOnRail, visibleAmong } from '../../people/index.ts'
import { lift, refuseContact } from '../refusals/refuse.ts'
import { refusalsOf } from '../refusals/refusing.ts'

const options = { app: { access: { permission: 'people.edit' } } }
const path = '/people/{id}/refusals'

const refused = joi.object<{ reason: string }>({ reason: joi.string().trim().max(200).required() })

/** On the rail: a customer said that they want to be left alone, or that was a mistake. */
export function personRoutes(app: App): ServerRoute[] {
  return [
    { method: 'POST', path, options, handler: (request, h) => refuse(app, request, h) },
    { method: 'POST', path: `${path}/removal`, options, handler: (request, h) => unrefuse(app, request, h) },
  ]
}

async function refuse(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const id = await personIn(app, viewer, request)
  const { reason } = parse(refused, request.payload)
  const refusal = { personId: id, reason, source: 'agent' as const, agentId: viewer.agentId }
  const at = app.clock().toISOString()
  await transaction(app.db, (trx) => refuseContact(trx, app, refusal, at, actorOf(viewer)))
  return answerOnRail(app, request, h, id, {
    text: 'dialing.refuse.done',
    undo: `/people/${id}/refusals/removal`,
  })
}

/** Everything that holds of the person ends; who noted it may take it back, the rest is for who looks after the list. */
async function unrefuse(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const id = await personIn(app, viewer, request)
  const refusals = await refusalsOf(app, id)
  const isOwn = refusals.every(({ agentId }) => agentId === viewer.agentId)
  if (!isOwn && !can(viewer, 'lines.manage')) throw new Forbidden('dialing.not-yours')
  const at = app.clock().toISOString()
  const actor = { ...actorOf(viewer), agentId: viewer.agentId }
  await transaction(app.db, async (trx) => {
    for (const refusal of refusals) await lift(trx, actor, refusal.id, 'dialing.taken-back', at)
  })
  return answerOnRail(app, request, h, id, { text: 'dialing.lifted' })
}

async function personIn(app: App, viewer: Viewer, request: Request): Promise<number> {
  const id = idIn(request)
  if ((await visibleAmong(app.db, viewer, [id])).length === 0) throw new NotFound(`person ${id}`)
  return id
}
