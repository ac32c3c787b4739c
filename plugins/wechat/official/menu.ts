import type { MenuItem, MenuLimits, OpenChannel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { refusalIn } from '../api/exchange.ts'
import { entryOf, listOf, type Tree, textOf, treeOf } from '../tree.ts'

/** What the platform allows; names in bytes. */
export const menuLimits: MenuLimits = {
  types: ['say', 'link', 'app', 'group'],
  items: 3,
  children: 5,
  name: 16,
  childName: 60,
}

const noMenu = '46003'

/** Reads and writes the menu under the chat. Customers see a new one within five minutes. */
export function menuOf(api: Api): NonNullable<OpenChannel['menu']> {
  return {
    async read() {
      try {
        return itemsOf(treeOf(await api.call('/cgi-bin/menu/get'), 'menu'))
      } catch (error) {
        if (refusalIn(error).code === noMenu) return []
        throw error
      }
    },
    async write(items) {
      if (items.length === 0) return void (await api.call('/cgi-bin/menu/delete'))
      await api.call('/cgi-bin/menu/create', { json: { button: items.map(buttonOf) } })
    },
  }
}

/** The buttons that we know; those of other kinds are left out. */
export function itemsOf(menu: Tree): MenuItem[] {
  return listOf(menu, 'button').flatMap((button) => itemOf(button) ?? [])
}

function itemOf(button: Tree): MenuItem | undefined {
  const name = textOf(button, 'name')
  if (listOf(button, 'sub_button').length > 0) return { name, type: 'group', items: childrenOf(button) }
  return entryOf(readers, textOf(button, 'type'))?.(button, name)
}

function childrenOf(button: Tree): MenuItem[] {
  return listOf(button, 'sub_button').flatMap((child) => itemOf(child) ?? [])
}

const readers: Record<string, (button: Tree, name: string) => MenuItem> = {
  click: (button, name) => ({ name, type: 'say', key: textOf(button, 'key') }),
  view: (button, name) => ({ name, type: 'link', url: textOf(button, 'url') }),
  miniprogram: (button, name) => ({
    name,
    type: 'app',
    app: textOf(button, 'appid'),
    page: textOf(button, 'pagepath'),
    url: textOf(button, 'url'),
  }),
}

/** One item as the platform writes it. */
export function buttonOf(item: MenuItem): object {
  const { name } = item
  switch (item.type) {
    case 'say':
      return { name, type: 'click', key: item.key }
    case 'link':
      return { name, type: 'view', url: item.url }
    case 'app':
      return { name, type: 'miniprogram', appid: item.app, pagepath: item.page, url: item.url }
    case 'group':
      return { name, sub_button: item.items.map(buttonOf) }
  }
}
