import type { MenuItem, PhoneAction, PhoneView } from 'qiantai/plugin'
import { codeOfScene } from '../scenes.ts'
import { windowFor } from './window.ts'
import { type Button, patient, userOf, type World } from './world.ts'

/** What the patient's phone shows now. */
export function viewOf(world: World): PhoneView {
  const user = userOf(world, patient)
  const window = windowFor(world, user)
  return {
    title: world.account.name,
    follows: user.follows,
    menu: world.menu.map(itemOf),
    lines: world.lines,
    can: actionsOf(world, user.follows),
    entries: entriesOf(world),
    ...(window && { window }),
  }
}

function actionsOf({ menu, scenes }: World, follows: boolean): PhoneAction['type'][] {
  return [
    follows ? 'unfollow' : 'follow',
    'say',
    'picture',
    'voice',
    'comment',
    ...(menu.length > 0 ? (['choose'] as const) : []),
    ...(scenes.size > 0 ? (['scan'] as const) : []),
    'pass',
  ]
}

function entriesOf({ scenes, stage }: World): PhoneView['entries'] {
  return [...scenes.values()].map(({ key, ticket }) => ({
    code: codeOfScene(key) ?? key,
    url: `${stage.address}/2/eps/qrcode/show?${new URLSearchParams({ ticket })}`,
  }))
}

function itemOf({ name, type, key = '', url = '', sub_button: children }: Button): MenuItem {
  if (children) return { name, type: 'group', items: children.map(itemOf) }
  return type === 'view' ? { name, type: 'link', url } : { name, type: 'say', key }
}
