import type { MenuItem, MenuLimits, OpenChannel } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { call } from './api/client.ts'
import { type Dict, dict, dicts, text } from './json.ts'

/** Lengths as Weibo's editor has them: four and eight Chinese characters. */
export const menuLimits: MenuLimits = {
  types: ['say', 'link', 'group'],
  items: 3,
  children: 5,
  name: 12,
  childName: 24,
}

/** The menu below the private messages of the account. */
export function menuOf(line: Line): NonNullable<OpenChannel['menu']> {
  return { read: () => read(line), write: (items) => write(line, items) }
}

async function read(line: Line): Promise<MenuItem[]> {
  const said = await call(line, { host: 'messages', path: '/2/messages/menu/show.json' })
  return itemsIn('menu' in said ? dict(said['menu']) : said)
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
