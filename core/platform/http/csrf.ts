import { plugin as crumb } from '@hapi/crumb'
import type { Lifecycle, Request, ResponseToolkit, Server } from '@hapi/hapi'
import type { App } from '../../module.ts'
import { same } from '../crypto/index.ts'
import { Forbidden } from '../../errors.ts'
import { isSecure, originOf } from './peer.ts'

/**
 * Refuses writes that another site made the browser send. crumb makes the token and its cookie; we check it, because
 * crumb takes it from either the field or the header, and from a POST alone.
 */
export async function useCsrf(server: Server, app: App): Promise<void> {
  const secure = isSecure(app.config)
  await server.register({
    plugin: crumb,
    options: {
      key: secure ? '__Host-crumb' : 'crumb',
      enforce: false,
      skip: isCrossSite,
      cookieOptions: { path: '/', isSecure: secure, isHttpOnly: true, isSameSite: 'Lax' },
    },
  })
  server.ext('onPostAuth', (request, h) => checkWrite(app, request, h))
}

function isCrossSite(request: Request) {
  return request.route.settings.app?.crossSite === true
}

function checkWrite(app: App, request: Request, h: ResponseToolkit): Lifecycle.ReturnValue {
  if (['get', 'head', 'options'].includes(request.method) || isCrossSite(request)) return h.continue
  if (!request.route.settings.app) return h.continue
  if (isForeign(app, request)) throw new Forbidden('errors.cross-site')
  const token = request.plugins.crumb
  if (!token || !same(sentToken(request), token)) throw new Forbidden('errors.stale-form')
  return h.continue
}

function isForeign(app: App, request: Request) {
  const site = request.headers['sec-fetch-site']
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  return (
    origin !== undefined &&
    new URL(String(origin), 'http://none').host !== new URL(originOf(app.config, request.raw.req)).host
  )
}

/** The header, or the field `crumb`. Turbo sends both; no handler needs to see the field. */
function sentToken(request: Request): string {
  const header = request.headers['x-csrf-token']
  const field = takenField(request.payload)
  return typeof header === 'string' ? header : field
}

function takenField(payload: unknown): string {
  if (typeof payload !== 'object' || !payload || !('crumb' in payload)) return ''
  const field = payload.crumb
  delete payload.crumb
  return String(isAnnotated(field) ? field.payload : field)
}

/** A part of a multipart form whose route asks for annotated parts. */
function isAnnotated(field: unknown): field is { payload: unknown } {
  return typeof field === 'object' && field !== null && 'payload' in field
}
