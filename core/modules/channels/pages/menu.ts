import type { App } from '../../../module.ts'
import type { MenuLimits } from '../../../plugin/index.ts'
import type { Channel } from '../channel.ts'
import { type DraftItem, fieldsOf } from '../menu/draft.ts'
import { bytesOf, menuFaults } from '../menu/limits.ts'
import { accountFrame } from './account.ts'

/** What the editor shows beside the menu itself. `before` is what "undo" brings back. */
export type MenuState = {
  draft: DraftItem[]
  limits: MenuLimits
  checked?: boolean
  focus?: string
  removed?: { name: string; before: DraftItem[] }
  refusal?: string
}

/** The menu under the customers' chat, as a form and as the customer sees it. */
export function menuPage(app: App, channel: Channel, locale: string, state: MenuState) {
  const { draft, limits, removed, focus, refusal } = state
  return {
    ...accountFrame(app, channel, locale, 'menu'),
    items: itemViews(app, locale, state),
    limits,
    canAdd: draft.length < limits.items,
    focus,
    refusal,
    removed: removed && { name: removed.name, before: JSON.stringify(fieldsOf(removed.before)) },
  }
}

/** That the provider does not say what it has: nothing is edited blindly. */
export function menuAwayPage(app: App, channel: Channel, locale: string, refusal: string) {
  return { ...accountFrame(app, channel, locale, 'menu'), away: true, refusal }
}

function itemViews(app: App, locale: string, { draft, limits, checked, focus }: MenuState) {
  const faults = checked ? menuFaults(draft, limits) : new Map()
  const errorOf = (field: string) => {
    const fault = faults.get(field)
    return fault && app.i18n.t(locale, fault.key, fault.values)
  }
  const view = (item: DraftItem, index: number, siblings: DraftItem[], parent: number[]): object => {
    const path = [...parent, index].join('.')
    const isChild = parent.length > 0
    const max = isChild ? limits.childName : limits.name
    const used = bytesOf(item.name)
    return {
      ...item,
      path,
      isChild,
      max,
      used,
      isLong: used > max,
      types: limits.types.filter((type) => !isChild || type !== 'group'),
      isFirst: index === 0,
      isLast: index === siblings.length - 1,
      focus,
      canAdd: !isChild && item.items.length < limits.children,
      errors: Object.fromEntries(fieldNames.map((field) => [field, errorOf(`item.${path}.${field}`)])),
      items: item.items.map((child, at, all) => view(child, at, all, [index])),
    }
  }
  return draft.map((item, index, all) => view(item, index, all, []))
}

const fieldNames = ['name', 'type', 'key', 'url', 'app', 'page']
