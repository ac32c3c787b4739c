import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { idIn, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { answerOnRail } from '../answer.ts'
import { type Span, spans } from './block.ts'
import { blocksPage } from './page.ts'
import { block, liftOne, unblock } from './service.ts'

const options = { app: { access: { permission: 'people.block' } } }
const listOptions = { app: { access: { permission: 'conversations.supervise' } } }
const onePath = '/people/{id}/block'
const listPath = '/admin/blocks'

const id = joi.number().integer().min(1)
const reason = joi.string().trim().max(200).required()
const blocked = joi.object<{ reason: string; span: Span }>({
  reason,
  span: joi.valid(...Object.keys(spans)).required(),
})
const lifted = joi.object<{ reason: string }>({ reason })
const asked = joi.object<{ view: string; before?: number }>({
  view: joi.valid('now', 'over').default('now'),
  before: id,
})

/** On the rail: nobody receives this person. And the list of all whom nobody receives. */
export function blockRoutes(app: App): ServerRoute[] {
  return [
    { method: 'POST', path: onePath, options, handler: (request, h) => keepAway(app, request, h) },
    {
      method: 'POST',
      path: `${onePath}/removal`,
      options,
      handler: (request, h) => receive(app, request, h),
    },
    { method: 'GET', path: listPath, options: listOptions, handler: (request, h) => list(app, request, h) },
    {
      method: 'POST',
      path: `${listPath}/{id}/removal`,
      options,
      handler: (request, h) => lift(app, request, h),
    },
  ]
}

async function keepAway(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await block(app, viewerOf(request), id, parse(blocked, request.payload))
  return answerOnRail(app, request, h, id, { text: 'blocking.done', undo: `/people/${id}/block/removal` })
}

async function receive(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await unblock(app, viewerOf(request), id)
  return answerOnRail(app, request, h, id, { text: 'blocking.lifted' })
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const { view, before } = parse(asked, request.query)
  return page(
    h,
    request,
    'admin/blocks/index',
    await blocksPage(app, viewerOf(request), { over: view === 'over', before }),
  )
}

async function lift(app: App, request: Request, h: ResponseToolkit) {
  const { reason } = parse(lifted, request.payload)
  await liftOne(app, viewerOf(request), idIn(request), reason)
  return seeOther(h, listPath, 'blocking.lifted')
}
