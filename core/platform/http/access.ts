import { unauthorized } from '@hapi/boom'
import type { Lifecycle, Request, ResponseToolkit, Server } from '@hapi/hapi'
import { Forbidden } from '../../errors.ts'
import type { Viewer } from '../../module.ts'
import { guestOrViewer } from './state.ts'

/** Holds every route to what it declares in `options.app.access`, and refuses to start with one that declares nothing. */
export function guardAccess(server: Server): void {
  server.ext('onCredentials', permit)
  server.ext('onPreStart', () => insistOnAccess(server))
}

function permit(request: Request, h: ResponseToolkit): Lifecycle.ReturnValue {
  const access = request.route.settings.app?.access
  if (!access || access === 'public') return h.continue
  const viewer = guestOrViewer(request)
  if (!viewer) throw unauthorized()
  if (access !== 'signed-in' && !allows(viewer, access.permission)) throw new Forbidden()
  return h.continue
}

/** Has this viewer the permission, or one of several? */
export function allows({ permissions }: Viewer, asked: string | string[]): boolean {
  return [asked].flat().some((permission) => permissions.has(permission))
}

function insistOnAccess(server: Server) {
  const silent = server.table().filter((route) => !route.settings.app?.access)
  if (silent.length === 0) return
  const names = silent.map((route) => `${route.method.toUpperCase()} ${route.path}`)
  throw new Error(`These routes do not say who may call them (options.app.access): ${names.join(', ')}`)
}
