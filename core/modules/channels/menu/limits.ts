import type { MenuLimits } from '../../../plugin/index.ts'
import type { DraftItem } from './draft.ts'

/** What is wrong with a field of the menu: a translation key and its values. */
export type MenuFault = { key: string; values?: { max: number } }

/** Length of a text as providers count it, in bytes of UTF-8. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** By field name (`item.0.name`): what the provider would not take. Nothing where the menu can be saved. */
export function menuFaults(draft: DraftItem[], limits: MenuLimits): Map<string, MenuFault> {
  return new Map(
    draft.flatMap((item, index) => [
      ...itemFaults(`item.${index}`, item, limits.types, limits.name),
      ...(item.type === 'group' ? groupFaults(`item.${index}`, item, limits) : []),
    ]),
  )
}

type Faults = [string, MenuFault][]

function groupFaults(path: string, { items }: DraftItem, limits: MenuLimits): Faults {
  if (items.length === 0) return [[`${path}.type`, { key: 'menu.fault.empty-group' }]]
  const types = limits.types.filter((type) => type !== 'group')
  return items.flatMap((item, index) => itemFaults(`${path}.${index}`, item, types, limits.childName))
}

function itemFaults(path: string, item: DraftItem, types: MenuLimits['types'], max: number): Faults {
  const missing = { key: 'errors.fault.required' }
  const faults: [string, MenuFault | false][] = [
    ['name', !item.name && missing],
    ['name', bytesOf(item.name) > max && { key: 'menu.fault.long', values: { max } }],
    ['type', !types.includes(item.type) && { key: 'errors.fault.choice' }],
    ['key', item.type === 'say' && !item.key && missing],
    ['app', item.type === 'app' && !item.app && missing],
    ['page', item.type === 'app' && !item.page && missing],
    ['url', needsAddress(item) && !isAddress(item.url) && { key: 'errors.fault.address' }],
  ]
  return faults.flatMap(([field, fault]): Faults => (fault ? [[`${path}.${field}`, fault]] : []))
}

function needsAddress({ type }: DraftItem): boolean {
  return type === 'link' || type === 'app'
}

function isAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url)
}
