import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { idIn, localeOf, page, parse, seeOther } from '../../../platform/http/index.ts'
import { logPage } from '../pages/log.ts'
import { retryDelivery } from '../service.ts'
import { deliveryStates } from '../store/deliveries.ts'
import type { LogQuery } from '../store/log.ts'
import { manage, root } from './manage.ts'

const query = joi.object<LogQuery>({
  destination: joi.number().integer().empty(''),
  state: joi.valid(...deliveryStates).empty(''),
  kind: joi.string().max(40).empty(''),
  before: joi.number().integer(),
})

/** What was told to whom, and what came of it. */
export function logRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/log', (request, h) => show(app, request, h)),
    manage('POST', '/log/{id}/retry', (request, h) => retry(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await logPage(app, localeOf(request), parse(query, request.query))
  return page(h, request, 'admin/alerts/log', context)
}

async function retry(app: App, request: Request, h: ResponseToolkit) {
  await retryDelivery(app, idIn(request))
  return seeOther(h, `${root}/log`, 'alerts.done.retried')
}
