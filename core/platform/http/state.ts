import type { Request, Server } from '@hapi/hapi'
import type { Access, App, Viewer } from '../../module.ts'
import type { Brand } from '../../plugin/index.ts'
import type { Metrics } from './metrics.ts'

/** What `authenticate` learns of a caller besides the session's token. */
export type Peer = { ip: string; userAgent: string; locale: Viewer['locale'] }

export type HttpOptions = {
  /** Whose session this token is, or nothing where it is unknown, revoked or expired. */
  authenticate: (token: string, peer: Peer) => Promise<Viewer | undefined>
  /** The clinic's name, logo and colours, as every page shows them. */
  brand: () => Promise<Brand>
}

/** What the server keeps for its own request handling. */
export type House = HttpOptions & { app: App; metrics: Metrics }

declare module '@hapi/hapi' {
  interface ServerApplicationState {
    house: House
  }
  interface RequestApplicationState {
    nonce?: string
    locale?: Viewer['locale']
    ip?: string
    /** The route sent its own content security policy. */
    ownPolicy?: boolean
  }
  interface RouteOptionsApp {
    /** Who may call the route. Every route says so. */
    access: Access
    /** Calls come from other sites or programs: no CSRF token is asked for. Public routes alone. */
    crossSite?: true
  }
  interface Request {
    cookieAuth: { set: (session: { token: string }) => void; clear: () => void }
  }
  interface PluginsStates {
    crumb?: string
  }
}

/** What `createHttp` was given. */
export function houseOf(request: Request): House {
  return (request.server as Server).app.house
}

/** The clinic's name, logo and colours. */
export function brandOf(request: Request): Promise<Brand> {
  return houseOf(request).brand()
}

/** The agent who is signed in, or nothing: for routes that are public. */
export function guestOrViewer(request: Request): Viewer | undefined {
  return request.auth.isAuthenticated ? (request.auth.credentials as unknown as Viewer) : undefined
}

/** The agent who calls. Throws on a public route that nobody is signed in on. */
export function viewerOf(request: Request): Viewer {
  const viewer = guestOrViewer(request)
  if (!viewer) throw new Error(`${request.route.path} asked for a viewer and is open to strangers`)
  return viewer
}

/** Does the caller ask for JSON rather than for a page? */
export function wantsJson(request: Request): boolean {
  const accept = String(request.headers.accept ?? '')
  return accept.includes('application/json') && !accept.includes('text/html')
}
