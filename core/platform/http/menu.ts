import type { Request } from '@hapi/hapi'
import type { MenuItem } from '../../module.ts'
import { guestOrViewer, houseOf } from './state.ts'

/** The menu entries of the viewer's permissions; `label` is a translation key, `current` marks where they are. */
export function menuOf(request: Request): (MenuItem & { current: boolean })[] {
  const items = houseOf(request).app.modules.flatMap((module) => module.menu ?? [])
  return items
    .filter((item) => isFor(request, item))
    .map((item) => ({ ...item, current: isAt(request, item) }))
}

function isFor(request: Request, { permission }: MenuItem) {
  const viewer = guestOrViewer(request)
  return viewer !== undefined && (!permission || viewer.permissions.has(permission))
}

function isAt(request: Request, { href }: MenuItem) {
  return request.path === href || request.path.startsWith(`${href}/`)
}
