import type { MenuItem, MenuLimits, OpenChannel } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { call } from './api/client.ts'
import { type Dict, dict, dicts, text } from './json.ts'

/** Weibo's page names no lengths; these are what its own examples have, and a phone shows. */
export const menuLimits: MenuLimits = {
  types: ['say', 'link', 'group'],
  items: 3,
  children: 5,
  name: 24,
  childName: 40,
}

/** The menu below the private messages of the account. */
export function menuOf(line: Line): NonNullable<OpenChannel['menu']> {
  return { read: () => read(line), write: (items) => write(line, items) }
}

/** Weibo answers an error of menus (264…) where there is none. */
async function read(line: Line): Promise<MenuItem[]> {
  try {
    const said = await call(line, { host: 'messages', path: '/2/messages/menu/show.json' })
    return itemsIn('menu' in said ? dict(said['menu']) : said)
  } catch (error) {
    if (error instanceof Error && error.message === 'weibo:reason.menu') return []
    throw error
  }
}

async function write(line: Line, items: MenuItem[]): Promise<void> {
  const asked = { host: 'messages', method: 'POST' } as const
  if (items.length === 0) return void (await call(line, { ...asked, path: '/2/messages/menu/delete.json' }))
  const values = { menus: JSON.stringify({ button: items.map(buttonOf) }) }
  await call(line, { ...asked, path: '/2/messages/menu/create.json', values })
}

/** Weibo's buttons as ours. Those of another kind are left out. */
export function itemsIn(menu: Dict): MenuItem[] {
  return dicts(menu['button']).flatMap((button): MenuItem[] => {
    const [name, items] = [text(button, 'name'), dicts(button['sub_button'])]
    if (items.length > 0) return [{ name, type: 'group', items: itemsIn({ button: items }) }]
    if (text(button, 'type') === 'click') return [{ name, type: 'say', key: text(button, 'key') }]
    return text(button, 'type') === 'view' ? [{ name, type: 'link', url: text(button, 'url') }] : []
  })
}

/** An item of ours as Weibo's button. */
export function buttonOf(item: MenuItem): object {
  const { name } = item
  if (item.type === 'group') return { name, sub_button: item.items.map(buttonOf) }
  if (item.type === 'say') return { name, type: 'click', key: item.key }
  return { name, type: 'view', url: item.url }
}
