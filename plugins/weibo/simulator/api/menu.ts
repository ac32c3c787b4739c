import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import type { Values } from '../wire.ts'
import type { Button, World } from '../world.ts'

export function showMenu({ menu }: World): Said {
  if (menu.length === 0) throw refuse(26401)
  return { menu: { button: menu } }
}

export function createMenu(world: World, values: Values): Said {
  const { button } = menuIn(needed(values, 'menus'))
  if (!Array.isArray(button) || button.length < 1 || button.length > 3 || !button.every(isSound))
    throw refuse(10017)
  world.menu = button
  return { result: true }
}

export function deleteMenu(world: World): Said {
  world.menu = []
  return { result: true }
}

function menuIn(text: string): { button?: unknown } {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw refuse(10017)
  }
}

function isSound(button: unknown): button is Button {
  const { name, type, key, url, sub_button: children } = Object(button)
  if (typeof name !== 'string' || name === '') return false
  if (Array.isArray(children)) return children.length > 0 && children.length <= 5 && children.every(isSound)
  return (type === 'click' && typeof key === 'string') || (type === 'view' && typeof url === 'string')
}
