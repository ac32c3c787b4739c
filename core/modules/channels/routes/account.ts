import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { localeOf, originOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { type Actor, actorOf } from '../../agents/index.ts'
import type { Channel } from '../channel.ts'
import { askHealthForPage } from '../health.ts'
import { retryLeftWork } from '../left-work.ts'
import { accountFrame, overviewPage } from '../pages/account.ts'
import { noticesPage } from '../pages/notices.ts'
import { hasSetup, renderSetup } from '../realm.ts'
import { channelOf, pauseChannel, removeChannel, resumeChannel, rotateKey } from '../service.ts'
import { channelIn, onePath, options } from './request.ts'

type Handler = (app: App, request: Request, h: ResponseToolkit) => Promise<unknown>

/** The pages of one account, and what an admin does to it. */
export function accountRoutes(app: App): ServerRoute[] {
  return [
    get(app, '', overview),
    get(app, '/actions', actions),
    get(app, '/guide', guide),
    get(app, '/setup', setup),
    get(app, '/notices', notices),
    action(app, 'pause', pauseChannel, 'channels.done.paused'),
    action(app, 'opening', resumeChannel, 'channels.done.resumed'),
    action(app, 'key', rotateKey, 'channels.done.rotated', ({ href, guide }) => guide ?? `${href}/settings`),
    action(app, 'removal', removeChannel, 'channels.done.removed', () => '/admin/channels'),
    action(app, 'work/retry', retryLeftWork, 'channels.done.retried'),
    action(app, 'work/{job}/retry', retryLeftWork, 'channels.done.retried'),
  ]
}

async function overview(app: App, request: Request, h: ResponseToolkit) {
  const { id } = await channelIn(app, request)
  await askHealthForPage(app, id)
  const context = await overviewPage(app, await channelOf(app, id), localeOf(request))
  return page(h, request, 'admin/channels/overview', context)
}

/** What can be done about its state, for a page that is open while the state changes. */
async function actions(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  return page(h, request, 'admin/channels/actions', accountFrame(app, channel, localeOf(request), 'overview'))
}

async function guide(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  if (!hasSetup(app, channel)) throw new NotFound(`setup of ${channel.plugin}`)
  return page(h, request, 'admin/channels/guide', accountFrame(app, channel, localeOf(request), 'guide'))
}

/** The plugin's own panel, as a frame of a page: its templates never mix with ours. */
async function setup(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  if (!hasSetup(app, channel)) throw new NotFound(`setup of ${channel.plugin}`)
  const brief = request.query['brief'] !== undefined
  const place = { origin: originOf(app.config, request), locale: localeOf(request), brief }
  const html = renderSetup(app, channel, place)
  return h.response(`<turbo-frame id="channel-setup">${html}</turbo-frame>`).type('text/html')
}

async function notices(app: App, request: Request, h: ResponseToolkit) {
  const context = await noticesPage(app, await channelIn(app, request), localeOf(request))
  return page(h, request, 'admin/channels/notices', context)
}

function get(app: App, path: string, handler: Handler): ServerRoute {
  const handle = (request: Request, h: ResponseToolkit) => handler(app, request, h) as Promise<never>
  return { method: 'GET', path: onePath + path, options, handler: handle }
}

function action(
  app: App,
  name: string,
  work: (app: App, actor: Actor, id: number, part?: number) => Promise<unknown>,
  flash: string,
  next = ({ href }: Places) => href,
): ServerRoute {
  return {
    method: 'POST',
    path: `${onePath}/${name}`,
    options,
    async handler(request, h) {
      const channel = await channelIn(app, request)
      const part = request.params.job === undefined ? undefined : Number(request.params.job)
      await work(app, actorOf(viewerOf(request)), channel.id, part)
      return seeOther(h, next(placesOf(app, channel)), flash)
    },
  }
}

/** Where an account's pages are; `guide` says what has to be changed at the provider. */
type Places = { href: string; guide?: string }

function placesOf(app: App, channel: Channel): Places {
  const href = `/admin/channels/${channel.id}`
  return { href, ...(hasSetup(app, channel) && { guide: `${href}/guide` }) }
}
