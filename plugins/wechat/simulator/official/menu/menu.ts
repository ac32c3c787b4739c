import type { MenuItem } from 'qiantai/plugin'
import { listOf, textOf } from '../../api/reading.ts'

/** A button as it was given, and read where it is shown or pressed. */
export type Button = Record<string, unknown>

export type Menu = { id: number; buttons: Button[] }

const childrenOf = (button: Button): Button[] => listOf(button, 'sub_button') as Button[]

/** The menu as the phone shows it. */
export function itemsOf(menu: Menu | undefined): MenuItem[] {
  return menu?.buttons.map(itemOf) ?? []
}

function itemOf(button: Button): MenuItem {
  const name = textOf(button, 'name')
  const children = childrenOf(button)
  if (children.length > 0) return { name, type: 'group', items: children.map(itemOf) }
  const url = textOf(button, 'url')
  if (button.type === 'view') return { name, type: 'link', url }
  if (button.type === 'miniprogram')
    return { name, type: 'app', app: textOf(button, 'appid'), page: textOf(button, 'pagepath'), url }
  return { name, type: 'say', key: textOf(button, 'key') }
}

/** The button at these indexes, outermost first; none where that opens a group or nothing. */
export function buttonAt(menu: Menu | undefined, path: number[]): Button | undefined {
  let [found, level]: [Button | undefined, Button[]] = [undefined, menu?.buttons ?? []]
  for (const index of path) {
    found = level[index]
    level = found ? childrenOf(found) : []
  }
  return level.length > 0 ? undefined : found
}
