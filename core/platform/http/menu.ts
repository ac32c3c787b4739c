import type { Request } from '@hapi/hapi'
import type { MenuItem } from '../../module.ts'
import { localeOf } from './language.ts'
import { guestOrViewer, houseOf } from './state.ts'

type Entry = MenuItem & { current: boolean }

/** The menu entries that the viewer may use, labels translated; `current` marks where they are. */
export function menuOf(request: Request): Record<MenuItem['area'], Entry[]> {
  const items = houseOf(request).app.modules.flatMap((module) => module.menu ?? [])
  const entries = items.filter((item) => isFor(request, item)).map((item) => entryOf(request, item))
  return {
    desk: entries.filter((entry) => entry.area === 'desk'),
    admin: entries.filter((entry) => entry.area === 'admin'),
  }
}

function isFor(request: Request, { permission }: MenuItem) {
  const viewer = guestOrViewer(request)
  return viewer !== undefined && (!permission || viewer.permissions.has(permission))
}

function entryOf(request: Request, item: MenuItem): Entry {
  const current = request.path === item.href || request.path.startsWith(`${item.href}/`)
  return { ...item, label: houseOf(request).app.i18n.t(localeOf(request), item.label), current }
}
