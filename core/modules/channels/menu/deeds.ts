import type { MenuLimits } from '../../../plugin/index.ts'
import { type DraftItem, firstBlank } from './draft.ts'

/** What a button of the editor does: `add`, `add:0` (inside the first), `up:1`, `down:1.2`, `remove:0`. */
export type Deed = { verb: string; path: number[] }

/** The deed that a button's value names. */
export function deedOf(value: unknown): Deed {
  const [verb = '', path = ''] = String(value ?? '').split(':')
  return { verb, path: path === '' ? [] : path.split('.').map(Number) }
}

/** The menu after the deed, and where the keyboard goes on; as it was where the deed makes no sense. */
export function done(
  draft: DraftItem[],
  { verb, path }: Deed,
  limits: MenuLimits,
): { draft: DraftItem[]; focus?: string; removed?: string } {
  if (verb === 'add') return add(draft, path, limits)
  const index = path.at(-1) ?? -1
  const siblings = siblingsOf(draft, path)
  if (!siblings?.[index]) return { draft }
  if (verb === 'remove') {
    return {
      draft: replaced(draft, path, siblings.toSpliced(index, 1)),
      removed: siblings[index].name,
      focus: 'undo',
    }
  }
  return verb === 'up' || verb === 'down' ? move(draft, path, siblings, verb) : { draft }
}

function add(draft: DraftItem[], path: number[], limits: MenuLimits) {
  const [group] = path
  const items = group === undefined ? draft : draft[group]?.items
  const most = group === undefined ? limits.items : limits.children
  if (!items || items.length >= most) return { draft }
  const grown = [...items, firstBlank(limits)]
  const place = [...path, items.length]
  return { draft: replaced(draft, place, grown), focus: `item.${place.join('.')}.name` }
}

function move(draft: DraftItem[], path: number[], siblings: DraftItem[], verb: 'up' | 'down') {
  const index = path.at(-1) ?? 0
  const to = index + (verb === 'up' ? -1 : 1)
  const [moved, other] = [siblings[index], siblings[to]]
  if (!moved || !other) return { draft }
  const swapped = siblings.with(to, moved).with(index, other)
  const place = [...path.slice(0, -1), to].join('.')
  return { draft: replaced(draft, path, swapped), focus: `${verb}:${place}` }
}

function siblingsOf(draft: DraftItem[], path: number[]): DraftItem[] | undefined {
  const [top = -1] = path
  return path.length > 1 ? draft[top]?.items : draft
}

/** The menu with the entries beside this path replaced. */
function replaced(draft: DraftItem[], path: number[], siblings: DraftItem[]): DraftItem[] {
  const [top = -1] = path
  const parent = draft[top]
  return path.length > 1 && parent ? draft.with(top, { ...parent, items: siblings }) : siblings
}
