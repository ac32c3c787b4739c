import type { MenuItem, MenuLimits } from '../../../plugin/index.ts'

/** An entry as the editor holds it: what was typed for every type, so that changing the type loses nothing. */
export type DraftItem = {
  name: string
  type: MenuItem['type']
  key: string
  url: string
  app: string
  page: string
  items: DraftItem[]
}

/** What a form posts: `item.<index>[.<index>].<field>`. */
const fieldName = /^item\.(\d{1,2})(?:\.(\d{1,2}))?\.(name|type|key|url|app|page)$/

const types: MenuItem['type'][] = ['say', 'link', 'app', 'group']

/** An entry to begin with. */
export function blank(type: MenuItem['type'] = 'say'): DraftItem {
  return { name: '', type, key: '', url: '', app: '', page: '', items: [] }
}

/** The menu as a provider has it, as the editor holds it. */
export function draftOf(items: MenuItem[]): DraftItem[] {
  return items.map((item) => ({
    ...blank(),
    ...item,
    items: item.type === 'group' ? draftOf(item.items) : [],
  }))
}

/** The menu as a provider takes it; fields of other types than an entry's own are left out. */
export function menuOf(draft: DraftItem[]): MenuItem[] {
  return draft.map(({ name, type, key, url, app, page, items }): MenuItem => {
    if (type === 'group') return { name, type, items: menuOf(items) }
    if (type === 'app') return { name, type, app, page, url }
    return type === 'link' ? { name, type, url } : { name, type, key }
  })
}

/** What a form posted, in the order of its indexes. */
export function readDraft(payload: Record<string, unknown>): DraftItem[] {
  const draft: DraftItem[] = []
  for (const [posted, value] of Object.entries(payload)) {
    const [, top, child, field] = fieldName.exec(posted) ?? []
    if (top === undefined || field === undefined) continue
    const item = at(draft, Number(top))
    Object.assign(child === undefined ? item : at(item.items, Number(child)), fieldOf(field, value))
  }
  return packed(draft)
}

/** The same fields as a form posts them, to be read again by `readDraft`. */
export function fieldsOf(draft: DraftItem[], path = 'item'): Record<string, string> {
  const entries = draft.flatMap(({ items, ...item }, index) => [
    ...Object.entries(item).map(([field, value]) => [`${path}.${index}.${field}`, value]),
    ...Object.entries(fieldsOf(items, `${path}.${index}`)),
  ])
  return Object.fromEntries(entries)
}

/** A new entry, of the first type that the provider has. */
export function firstBlank({ types }: MenuLimits): DraftItem {
  return blank(types.find((type) => type !== 'group'))
}

function at(items: DraftItem[], index: number): DraftItem {
  return (items[index] ??= blank())
}

function fieldOf(field: string, value: unknown) {
  if (field !== 'type') return { [field]: String(value ?? '').trim() }
  return { type: types.find((type) => type === value) ?? 'say' }
}

/** Without the holes that missing indexes leave. */
function packed(items: DraftItem[]): DraftItem[] {
  return items.filter(Boolean).map((item) => ({ ...item, items: packed(item.items) }))
}
