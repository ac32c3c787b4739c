import type { Flow, Menu, Step } from '../flow.ts'
import { e164 } from '../number.ts'
import { allKeys, type FlowDraft, type MenuDraft, readSound, type StepDraft } from './draft.ts'

/** The flow that a draft describes, unchecked: good enough to be looked at and heard while it is written. */
export function flowFrom({ hours, start, closed, menus, ...sounds }: FlowDraft): Flow {
  const [greeting, notice] = [readSound(sounds.greeting), readSound(sounds.notice)]
  return {
    ...(greeting && { greeting }),
    ...(notice && { notice }),
    hours: hours === 'always' ? 'always' : 'clinic',
    start: stepFrom(start),
    closed: stepFrom(closed),
    menus: Object.fromEntries(menus.map((menu) => [menu.id, menuFrom(menu)])),
  }
}

/** The step that a draft describes, unchecked. */
export function stepFrom({ to, menu, number, ...step }: StepDraft): Step {
  const sound = readSound(step.sound)
  const teamId = Number(step.teamId) || null
  if (to === 'menu') return { to, menu }
  if (to === 'number') return { to, number: e164(number) }
  if (to === 'end') return { to, ...(sound && { say: sound }) }
  if (to === 'queue') return { to, teamId: teamId ?? 0 }
  return to === 'voicemail' ? { to, teamId, ...(sound && { prompt: sound }) } : { to, teamId }
}

function menuFrom({ name, prompt, seconds, tries, keys, otherwise }: MenuDraft): Menu {
  const inOrder = keys.toSorted((a, b) => allKeys.indexOf(a.key) - allKeys.indexOf(b.key))
  return {
    name,
    prompt: readSound(prompt) ?? { house: 'menu' },
    seconds: Number(seconds),
    tries: Number(tries),
    keys: inOrder.map(({ key, label, step }) => ({ key, label, step: stepFrom(step) })),
    otherwise: stepFrom(otherwise),
  }
}
