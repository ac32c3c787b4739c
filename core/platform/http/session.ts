import type { IncomingHttpHeaders } from 'node:http'
import { plugin as cookie } from '@hapi/cookie'
import type { Request, Server } from '@hapi/hapi'
import type { App, Viewer } from '../../module.ts'
import { browserLocale, chosenLocale } from './language.ts'
import { address, isSecure } from './peer.ts'
import type { Peer } from './state.ts'

type Sealed = { token?: unknown }

/** Knows callers by their session cookie, on every route; what a route does with strangers is `guardAccess`'s part. */
export async function useSessions(server: Server, app: App): Promise<void> {
  await server.register(cookie)
  server.auth.strategy('session', 'cookie', {
    cookie: {
      name: cookieName(app),
      password: app.vault.derive('session-cookie').toString('base64'),
      path: '/',
      isSecure: isSecure(app.config),
      isHttpOnly: true,
      isSameSite: 'Lax',
      clearInvalid: true,
      strictHeader: false,
    },
    validate: recognise,
  })
  server.auth.default({ strategy: 'session', mode: 'try' })
}

async function recognise(request: Request, session: Sealed) {
  const token = typeof session.token === 'string' ? session.token : ''
  const viewer = await request.server.app.house.authenticate(token, peerOf(request))
  return viewer ? { isValid: true, credentials: viewer } : { isValid: false }
}

/** The caller's address, program and language. */
export function peerOf(request: Request): Peer {
  const userAgent = String(request.headers['user-agent'] ?? '').slice(0, 400)
  return { ip: address(request), userAgent, locale: browserLocale(request) }
}

/** Gives the browser a session: `token` in its sealed cookie. */
export function startSession(request: Request, token: string): void {
  request.cookieAuth.set({ token })
}

/** Takes the session cookie away. */
export function endSession(request: Request): void {
  request.cookieAuth.clear()
}

/** The session's token, where there is one that nobody tampered with, and the language of a browser that opens a socket. */
export async function socketBrowser(
  server: Server,
  { cookie = '', 'accept-language': accepted }: IncomingHttpHeaders,
): Promise<{ token?: string; locale: Viewer['locale'] }> {
  const cookies: Record<string, unknown> = await server.states.parse(cookie).then(statesOf, () => ({}))
  const session = cookies[cookieName(server.app.house.app)]
  const token = session && typeof session === 'object' && 'token' in session ? session.token : undefined
  const locale = chosenLocale(cookies['language'], accepted)
  return { ...(typeof token === 'string' && { token }), locale }
}

/** hapi types this as a map of strings and answers `{ states, failed }`. */
function statesOf(parsed: object): Record<string, unknown> {
  return 'states' in parsed ? (parsed.states as Record<string, unknown>) : {}
}

function cookieName(app: App) {
  return isSecure(app.config) ? '__Host-qiantai' : 'qiantai'
}
