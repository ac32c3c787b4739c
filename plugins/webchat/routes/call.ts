import type { Lifecycle, Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { spend, type Visitor } from '../actions.ts'
import { limits } from '../limits.ts'
import { errorBody, Refusal, refusalOf } from '../refusal.ts'
import type { Room } from '../room.ts'
import type { Locale } from '../site.ts'
import { readToken } from '../tokens.ts'
import { bearerOf, headerOf, localeFor, roomFor } from './request.ts'

/** A call to one site. `query` is without `site` and `locale`, `body` the parsed JSON. */
export type Call = { host: Host; room: Room; locale: Locale; request: Request; query: object; body: unknown }
/** 200 with a body, 204 without one, unless `status` says otherwise. */
export type Answer = { status?: number; body?: object; headers?: Record<string, string> }

type Endpoint = { method: 'GET' | 'POST' | 'DELETE'; path: string; maxBytes?: number; raw?: true }

/** A route that anybody may call from where the site allows it. `raw` leaves the body as bytes. */
export function siteRoute(
  host: Host,
  endpoint: Endpoint,
  work: (call: Call) => Promise<Answer>,
): ServerRoute {
  return {
    method: endpoint.method,
    path: `/p/webchat/${endpoint.path}`,
    options:
      endpoint.method === 'GET' ? {} : { payload: payloadRules(host, endpoint.maxBytes ?? limits.body) },
    handler: (request, h) =>
      answer(host, request, h, async (room, locale) => {
        const { site: _site, locale: _locale, ...query } = request.query
        const body = endpoint.raw ? request.payload : readJson(request.payload)
        return respond(h, await work({ host, room, locale, request, query, body }))
      }),
  }
}

/** A route for the visitor whose token comes with the call. */
export function visitorRoute(
  host: Host,
  endpoint: Endpoint,
  work: (visitor: Visitor, call: Call) => Promise<Answer>,
): ServerRoute {
  return siteRoute(host, endpoint, async (call) => {
    const { room, locale, request } = call
    const caller = readToken(host, room.channel.key, bearerOf(request) ?? '')
    if (!caller) throw new Refusal('bad_token')
    const userAgent = (headerOf(request, 'user-agent') ?? '').slice(0, 400)
    const visitor = { host, room, locale, who: caller.who, userAgent }
    spend(visitor, 'call', limits.callsPerMinute)
    return work(visitor, call)
  })
}

/** Answers for the site of the call; what is refused becomes an error of the protocol, readable from the page's origin. */
export async function answer(
  host: Host,
  request: Request,
  h: ResponseToolkit,
  work: (room: Room, locale: Locale) => Promise<ResponseObject>,
): Promise<ResponseObject> {
  let room: Room | undefined
  try {
    room = roomFor(host, request)
    return allowOrigin(await work(room, localeFor(request, room.site)), request)
  } catch (error) {
    const response = refuse(host, h, refusalOf(host, error), localeFor(request, room?.site))
    return room ? allowOrigin(response, request) : response
  }
}

/** Lets the page that asked read the answer. */
export function allowOrigin(response: ResponseObject, request: Request): ResponseObject {
  const origin = headerOf(request, 'origin')
  if (origin) response.header('access-control-allow-origin', origin)
  return response.vary('Origin')
}

function respond(
  h: ResponseToolkit,
  { body, status = body ? 200 : 204, headers = {} }: Answer,
): ResponseObject {
  const response = h.response(body).code(status).header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
  return response
}

function refuse(host: Host, h: ResponseToolkit, refusal: Refusal, locale: string): ResponseObject {
  const response = h.response(errorBody(host, refusal, locale)).code(refusal.status)
  response.header('cache-control', 'no-store')
  return refusal.retryAfter ? response.header('retry-after', String(refusal.retryAfter)) : response
}

/** Bodies come as bytes and are parsed here, so that what is wrong with them is told like everything else. */
function payloadRules(host: Host, maxBytes: number) {
  const failAction: Lifecycle.Method = async (request, h, error) => {
    const isTooLarge = Object(error).output?.statusCode === 413
    const response = await answer(host, request, h, async () => {
      throw new Refusal(isTooLarge ? 'too_large' : 'invalid')
    })
    return response.takeover()
  }
  return { parse: false, output: 'data', maxBytes, failAction } as const
}

function readJson(payload: unknown): unknown {
  if (!Buffer.isBuffer(payload) || payload.length === 0) return {}
  try {
    return JSON.parse(payload.toString())
  } catch {
    throw new Refusal('invalid')
  }
}
