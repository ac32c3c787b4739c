import { blankKey, blankMenu, type FlowDraft, mapSteps, type MenuDraft } from './draft.ts'

const mostKeys = 12
const mostMenus = 20

/**
 * What a button of the editor does: `add`, `remove:0` (a menu), `add-key:0`, `remove-key:0.2`; `make:start.to` says where
 * the keyboard was. Whatever else is nothing.
 */
export function done(
  draft: FlowDraft,
  button: string,
): { draft: FlowDraft; focus?: string; removed?: { menu: string } | { key: string } } {
  const [verb, path = ''] = button.split(':')
  if (verb === 'make') return { draft, focus: path }
  const [at = -1, keyAt = -1] = path === '' ? [] : path.split('.').map(Number)
  if (verb === 'add') return addMenu(draft)
  const menu = draft.menus[at]
  if (!menu) return { draft }
  if (verb === 'remove') return removeMenu(draft, at, menu)
  if (verb === 'add-key') return addKey(draft, at, menu)
  return verb === 'remove-key' ? removeKey(draft, at, menu, keyAt) : { draft }
}

function addMenu(draft: FlowDraft) {
  if (draft.menus.length >= mostMenus) return { draft }
  const menus = [...draft.menus, blankMenu(draft.menus)]
  return { draft: { ...draft, menus }, focus: `menus.${draft.menus.length}.name` }
}

/** Steps that led to it have to be told another way. */
function removeMenu(draft: FlowDraft, at: number, { id, name }: MenuDraft) {
  const menus = draft.menus.toSpliced(at, 1)
  const led = mapSteps({ ...draft, menus }, (step) => (step.menu === id ? { ...step, menu: '' } : step))
  return { draft: led, removed: { menu: name }, focus: 'undo' }
}

function addKey(draft: FlowDraft, at: number, menu: MenuDraft) {
  if (menu.keys.length >= mostKeys) return { draft }
  const keys = [...menu.keys, blankKey(menu.keys)]
  return {
    draft: withMenu(draft, at, { ...menu, keys }),
    focus: `menus.${at}.keys.${menu.keys.length}.label`,
  }
}

function removeKey(draft: FlowDraft, at: number, menu: MenuDraft, keyAt: number) {
  const key = menu.keys[keyAt]
  if (!key) return { draft }
  const keys = menu.keys.toSpliced(keyAt, 1)
  return { draft: withMenu(draft, at, { ...menu, keys }), removed: { key: key.key }, focus: 'undo' }
}

function withMenu(draft: FlowDraft, at: number, menu: MenuDraft): FlowDraft {
  return { ...draft, menus: draft.menus.with(at, menu) }
}
