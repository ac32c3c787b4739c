import type { Lifecycle, Request, ResponseObject, ResponseToolkit, RouteOptions } from '@hapi/hapi'
import { tooManyRequests } from '@hapi/boom'
import type { App } from '../../../module.ts'
import { address, createLimiter, type Limiter, networkOf } from '../../../platform/http/index.ts'
import type { SideLink } from '../link.ts'
import { openLink } from '../using.ts'

type Doing = 'look' | 'send' | 'code'
type Rate = { limit: number; seconds: number }

const each: Record<Doing, Rate> = {
  look: { limit: 120, seconds: 600 },
  send: { limit: 120, seconds: 600 },
  code: { limit: 6, seconds: 600 },
}
const perLink: Rate = { limit: 80, seconds: 600 }
/** Of all codes that anybody tries: with six digits, guessing must be hopeless for many together, too. */
const allCodes: Rate = { limit: 60, seconds: 600 }

const limiters = new WeakMap<App, Limiter>()
const links = new WeakMap<Request, SideLink>()

/** What is answered to who has no link that can be used. */
export type Gone = (request: Request, h: ResponseToolkit) => Promise<ResponseObject>

/**
 * Asks before the body is read: too many tries from one address or with one link are turned away, and whoever has no
 * link that can be used hears so. Without `gone` no link is needed.
 */
export function guarded(app: App, doing: Doing, options: RouteOptions, gone?: Gone): RouteOptions {
  const admitted = (request: Request, h: ResponseToolkit) => admit(app, doing, request, h, gone)
  return { ...options, ext: { onPreAuth: { method: admitted } } }
}

/** The link that this request is about. */
export function linkOf(request: Request): SideLink {
  const link = links.get(request)
  if (!link) throw new Error('this route does not ask for its link')
  return link
}

async function admit(
  app: App,
  doing: Doing,
  request: Request,
  h: ResponseToolkit,
  gone?: Gone,
): Promise<Lifecycle.ReturnValue> {
  const allow = limiterOf(app)
  const from = networkOf(address(request))
  if (!allow(`${doing} ${from}`, each[doing].limit, each[doing].seconds)) throw tooManyRequests()
  if (doing === 'code' && !allow('code', allCodes.limit, allCodes.seconds)) throw tooManyRequests()
  if (!gone) return h.continue
  const link = await openLink(app, String(request.params['token'] ?? ''))
  if (!link) return (await gone(request, h)).takeover()
  if (doing === 'send' && !allow(`link ${link.id}`, perLink.limit, perLink.seconds)) throw tooManyRequests()
  links.set(request, link)
  return h.continue
}

function limiterOf(app: App): Limiter {
  const known = limiters.get(app) ?? createLimiter(() => app.clock().getTime())
  limiters.set(app, known)
  return known
}
