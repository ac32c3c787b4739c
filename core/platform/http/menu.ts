import type { Request } from '@hapi/hapi'
import type { MenuItem } from '../../module.ts'
import { allows } from './access.ts'
import { localeOf } from './language.ts'
import { guestOrViewer, houseOf } from './state.ts'

type Entry = MenuItem & { current: boolean; apart: boolean }

const groups: MenuItem['group'][] = ['clinic', 'reception', 'phone', 'staff', 'house']

/**
 * The menu entries that the viewer may use, group by group, labels translated; `current` marks where they are, `apart`
 * what begins a group.
 */
export function menuOf(request: Request): Record<MenuItem['area'], Entry[]> {
  const items = houseOf(request).app.modules.flatMap((module) => module.menu ?? [])
  const mine = items.filter((item) => isFor(request, item))
  const within = (area: MenuItem['area']) =>
    mine
      .filter((item) => item.area === area)
      .toSorted((one, other) => groups.indexOf(one.group) - groups.indexOf(other.group))
      .map((item, at, all) => entryOf(request, item, all[at - 1]))
  return { desk: within('desk'), admin: within('admin') }
}

function isFor(request: Request, { permission }: MenuItem) {
  const viewer = guestOrViewer(request)
  return viewer !== undefined && (!permission || allows(viewer, permission))
}

function entryOf(request: Request, item: MenuItem, before: MenuItem | undefined): Entry {
  const current = request.path === item.href || request.path.startsWith(`${item.href}/`)
  const apart = before !== undefined && before.group !== item.group
  return { ...item, label: houseOf(request).app.i18n.t(localeOf(request), item.label), current, apart }
}
