import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { lastOf, localeOf, originOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { refusalIn } from '../asking.ts'
import { authorizationAddress, authorizationPath, completeAuthorization } from '../authorization.ts'
import type { Channel } from '../channel.ts'
import { overviewPage } from '../pages/account.ts'
import { channelOf } from '../service.ts'
import { channelIn, onePath, options } from './request.ts'

const path = `${onePath}/authorization`

/** The trip to the provider that gives an account new leave, and the way back. */
export function authorizationRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path, options, handler: (request, h) => leave(app, request, h) },
    { method: 'GET', path: `${path}/return`, options, handler: (request, h) => comeBack(app, request, h) },
  ]
}

async function leave(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  return orOverview(app, request, h, channel, async () => {
    const url = backTo(app, request, channel)
    return h.redirect(await authorizationAddress(app, viewerOf(request), channel, url))
  })
}

async function comeBack(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  return orOverview(app, request, h, channel, async () => {
    const trip = { query: lastOf(request.query), url: backTo(app, request, channel) }
    await completeAuthorization(app, viewerOf(request), channel, trip)
    return seeOther(h, `/admin/channels/${channel.id}`, 'channels.done.authorized')
  })
}

/** What went wrong on the trip is said on the account's page. */
async function orOverview(
  app: App,
  request: Request,
  h: ResponseToolkit,
  channel: Channel,
  work: () => Promise<ReturnType<ResponseToolkit['redirect']>>,
) {
  try {
    return await work()
  } catch (error) {
    const locale = localeOf(request)
    const refusal = refusalIn(app, locale, error)
    const context = await overviewPage(app, await channelOf(app, channel.id), locale)
    return (await page(h, request, 'admin/channels/overview', { ...context, refusal })).code(422)
  }
}

function backTo(app: App, request: Request, channel: Channel): string {
  return originOf(app.config, request) + authorizationPath(channel)
}
