import { randomBytes } from 'node:crypto'
import type { Lifecycle, Request, ResponseToolkit, Server } from '@hapi/hapi'
import { isBoom } from '@hapi/boom'
import type { App } from '../../module.ts'
import { isSecure } from './peer.ts'
import { guestOrViewer } from './state.ts'

/** The nonce of this answer's scripts and styles. */
export function nonceOf(request: Request): string {
  request.app.nonce ??= randomBytes(16).toString('base64url')
  return request.app.nonce
}

/**
 * Puts the security headers on every answer, errors included. A route that frames itself elsewhere sets its own
 * `content-security-policy` header, which stays.
 */
export function useHeaders(server: Server, app: App): void {
  server.ext('onPreResponse', (request, h) => addHeaders(app, request, h))
  server.route({
    method: 'POST',
    path: '/csp-report',
    options: {
      app: { access: 'public', crossSite: true },
      payload: { parse: false, maxBytes: 16_384 },
    },
    handler: countReport,
  })
}

function addHeaders(app: App, request: Request, h: ResponseToolkit): Lifecycle.ReturnValue {
  const response = request.response
  const headers: Record<string, unknown> = isBoom(response) ? response.output.headers : response.headers
  for (const [name, value] of Object.entries(headersFor(app, request))) headers[name] ??= value
  return h.continue
}

function headersFor(app: App, request: Request): Record<string, string> {
  return {
    'content-security-policy': policy(nonceOf(request)),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=(), microphone=(self)',
    ...(isSecure(app.config) && { 'strict-transport-security': 'max-age=31536000' }),
    ...(guestOrViewer(request) && { 'cache-control': 'no-store' }),
  }
}

function policy(nonce: string) {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `manifest-src 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types qiantai default`,
    `report-uri /csp-report`,
  ].join('; ')
}

function countReport(request: Request, h: ResponseToolkit) {
  const { app, metrics } = request.server.app.house
  metrics.cspReports.inc()
  app.log.warn({ report: String(request.payload).slice(0, 2000) }, 'http.csp-violated')
  return h.response().code(204)
}
