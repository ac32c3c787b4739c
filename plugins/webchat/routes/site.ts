import type { ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { publicConfig } from '../config.ts'
import { limits } from '../limits.ts'
import { check, session } from '../payloads.ts'
import { Refusal } from '../refusal.ts'
import { issueToken, newVisitor, readToken } from '../tokens.ts'
import { type Answer, answer, type Call, siteRoute } from './call.ts'

/** What can be asked without a token: the configuration, a token, and what a browser may ask at all. */
export function siteRoutes(host: Host): ServerRoute[] {
  return [
    siteRoute(host, { method: 'GET', path: 'config' }, config),
    siteRoute(host, { method: 'POST', path: 'session' }, openSession),
    preflight(host),
  ]
}

async function config({ host, room, locale }: Call): Promise<Answer> {
  const body = await publicConfig(host, room, locale)
  return { body, headers: { 'cache-control': 'private, max-age=60' } }
}

/** A good token stays, an ageing one is renewed for the same visitor, anything else begins a new visitor. */
async function openSession({ host, room, request, body }: Call): Promise<Answer> {
  const { token = '' } = check(session, body)
  const site = room.channel.key
  const known = readToken(host, site, token)
  if (known && !known.ageing) return { body: { token, visitor: known.who } }
  const who = known?.who ?? strangerFrom(host, host.address(request.raw.req))
  return { body: { token: issueToken(host, site, who), visitor: who } }
}

function strangerFrom(host: Host, address: string): string {
  const isFree = host.allow(`webchat:visitor:${address}`, limits.visitorsPerMinute, 60)
  if (!isFree) throw new Refusal('slow_down', { retryAfter: 60 })
  return newVisitor()
}

/** Browsers ask before they send a token from another origin. */
function preflight(host: Host): ServerRoute {
  return {
    method: 'OPTIONS',
    path: '/p/webchat/{any*}',
    handler: (request, h) => answer(host, request, h, async () => allowed(h)),
  }
}

function allowed(h: ResponseToolkit): ResponseObject {
  return h
    .response()
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, DELETE')
    .header('access-control-allow-headers', 'authorization, content-type, x-file-name, x-proof')
    .header('access-control-max-age', '7200')
}
