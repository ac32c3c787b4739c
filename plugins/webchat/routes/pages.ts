import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import QRCode from 'qrcode'
import type { Host } from 'qiantai/plugin'
import { publicConfig } from '../config.ts'
import type { Room } from '../room.ts'
import { answer } from './call.ts'
import { localeFor, roomOfSite } from './request.ts'

/** What browsers load of our own widget: the loader, the panel, the hosted page and its QR code. */
export function pageRoutes(host: Host): ServerRoute[] {
  return [
    { method: 'GET', path: '/w.js', handler: (_request, h) => loader(host, h) },
    {
      method: 'GET',
      path: '/p/webchat/panel',
      handler: (request, h) => panel(host, request, h, 'panel', request.query.site),
    },
    {
      method: 'GET',
      path: '/c/{key}',
      handler: (request, h) => panel(host, request, h, 'page', request.params.key),
    },
    {
      method: 'GET',
      path: '/p/webchat/qr',
      handler: (request, h) => answer(host, request, h, (room) => qrCode(host, room, request, h)),
    },
  ]
}

/** The address stays the same for ever, so the loader is told here which bundles are the newest. */
async function loader(host: Host, h: ResponseToolkit): Promise<ResponseObject> {
  const source = await readFile(host.assetFile('loader.js'), 'utf8')
  const script = source.replace(/\/p\/webchat\/assets\/([\w-]+\.(?:js|css))/g, (_, name) => host.asset(name))
  return h
    .response(script)
    .type('text/javascript')
    .header('cache-control', 'public, max-age=300, stale-while-revalidate=86400')
    .header('cross-origin-resource-policy', 'cross-origin')
}

type Mode = 'panel' | 'page'

/** A person looks at this, so a site that is not there is a page too: what is thrown becomes one. */
async function panel(host: Host, request: Request, h: ResponseToolkit, mode: Mode, key: unknown) {
  const room = roomOfSite(host, key)
  const locale = localeFor(request, room.site)
  const config = JSON.stringify(await publicConfig(host, room, locale))
  const nonce = randomBytes(16).toString('base64')
  const page = { site: room.channel.key, title: room.site.title, locale, mode, config, nonce }
  const assets = {
    script: host.asset('panel.js'),
    style: host.asset('panel.css'),
    solver: host.asset('solver.js'),
  }
  const html = host.view('panel', { ...page, ...assets })
  const policy = policyFor(nonce, host.origin(request), mode === 'panel' ? room.site.origins : [])
  return h
    .response(html)
    .type('text/html')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
}

/** The site's own pages may frame the panel, and nobody else. Old WebKit wants the socket named beside 'self'. */
function policyFor(nonce: string, own: string, origins: string[]): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `worker-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `connect-src 'self' ${own.replace(/^http/, 'ws')}`,
    `frame-ancestors ${["'self'", ...origins].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types solver`,
  ].join('; ')
}

async function qrCode(host: Host, room: Room, request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  const address = `${host.origin(request)}/c/${room.channel.key}?utm_source=qr`
  const response =
    request.query.format === 'png'
      ? h.response(await QRCode.toBuffer(address, { width: 720, margin: 2 })).type('image/png')
      : h.response(await QRCode.toString(address, { type: 'svg', margin: 2 })).type('image/svg+xml')
  return response.header('cache-control', 'public, max-age=3600')
}
