import type { Flow, Menu, SoundRef, Step } from '../flow.ts'
import { isHouseSound } from '../house-sound.ts'

export const stepKinds = ['menu', 'queue', 'voicemail', 'callback', 'number', 'end'] as const
export type StepKind = (typeof stepKinds)[number]

/** What was typed for every kind of step, so that changing the kind loses nothing. `sound` is what it says. */
export type StepDraft = { to: StepKind; menu: string; teamId: string; sound: string; number: string }
export type KeyDraft = { key: string; label: string; step: StepDraft }
export type MenuDraft = {
  id: string
  name: string
  prompt: string
  seconds: string
  tries: string
  keys: KeyDraft[]
  otherwise: StepDraft
}

/** A flow as its editor holds it: texts as a form posts them under their paths (`menus.0.keys.1.step.teamId`). */
export type FlowDraft = {
  name: string
  greeting: string
  notice: string
  hours: string
  start: StepDraft
  closed: StepDraft
  menus: MenuDraft[]
}

/** In a step's choice of menus: one that is still to be made. */
export const newMenu = 'new'
const mostMenus = 20

/** A stored flow as its editor holds it. */
export function draftOf(name: string, flow: Flow): FlowDraft {
  return {
    name,
    greeting: soundText(flow.greeting),
    notice: soundText(flow.notice),
    hours: flow.hours,
    start: stepDraft(flow.start),
    closed: stepDraft(flow.closed),
    menus: Object.entries(flow.menus).map(([id, menu]) => menuDraft(id, menu)),
  }
}

/** What a form posted; menus that a step asked for are made. */
export function readDraft(payload: Record<string, unknown>): FlowDraft {
  const text = (name: string) => String(payload[name] ?? '').trim()
  const draft = {
    name: text('name'),
    greeting: text('greeting'),
    notice: text('notice'),
    hours: text('hours'),
    start: readStep(text, 'start'),
    closed: readStep(text, 'closed'),
    menus: indexes(payload, 'menus').map((at) => readMenu(payload, text, `menus.${at}`)),
  }
  return withNewMenus(draft)
}

/** The same fields as a form posts them, to be read again by `readDraft`. */
export function fieldsOf(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { [path]: String(value) }
  const inside = Object.entries(value).map(([name, each]) => fieldsOf(each, path ? `${path}.${name}` : name))
  return Object.assign({}, ...inside)
}

/** Every step of a flow, changed by `change`. */
export function mapSteps(draft: FlowDraft, change: (step: StepDraft) => StepDraft): FlowDraft {
  return {
    ...draft,
    start: change(draft.start),
    closed: change(draft.closed),
    menus: draft.menus.map((menu) => ({
      ...menu,
      keys: menu.keys.map((key) => ({ ...key, step: change(key.step) })),
      otherwise: change(menu.otherwise),
    })),
  }
}

/** A menu to begin with, of an id that no other has. */
export function blankMenu(menus: MenuDraft[]): MenuDraft {
  const last = Math.max(0, ...menus.map(({ id }) => Number(/^m(\d+)$/.exec(id)?.[1] ?? 0)))
  const end: StepDraft = { ...blankStep, to: 'end', sound: 'house:goodbye' }
  const menu = { id: `m${last + 1}`, name: '', prompt: '', seconds: '5', tries: '2' }
  return { ...menu, keys: [blankKey([])], otherwise: end }
}

/** A key to begin with: the first that is still free. */
export function blankKey(keys: KeyDraft[]): KeyDraft {
  const free = allKeys.find((key) => !keys.some((each) => each.key === key)) ?? ''
  return { key: free, label: '', step: { ...blankStep, to: 'queue' } }
}

/** The keys of a telephone, as people read them. */
export const allKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#']

/** A sound in a form: `sound:12`, `house:greeting`, '' for none. */
export function soundText(ref: SoundRef | undefined): string {
  if (!ref) return ''
  return 'sound' in ref ? `sound:${ref.sound}` : `house:${ref.house}`
}

/** The sound that a form names, or undefined. */
export function readSound(text: string): SoundRef | undefined {
  const [kind, name = ''] = text.split(':')
  if (kind === 'sound' && /^\d{1,9}$/.test(name)) return { sound: Number(name) }
  return kind === 'house' && isHouseSound(name) ? { house: name } : undefined
}

const blankStep: StepDraft = { to: 'end', menu: '', teamId: '', sound: '', number: '' }

/** A stored step as its editor holds it. */
export function stepDraft(step: Step): StepDraft {
  const draft = { ...blankStep, to: step.to }
  if (step.to === 'menu') return { ...draft, menu: step.menu }
  if (step.to === 'number') return { ...draft, number: step.number }
  if (step.to === 'end') return { ...draft, sound: soundText(step.say) }
  const teamId = step.teamId === null ? '' : String(step.teamId)
  return { ...draft, teamId, sound: step.to === 'voicemail' ? soundText(step.prompt) : '' }
}

/** A step as a form posted it below `path`. */
export function readStep(text: (name: string) => string, path: string): StepDraft {
  const to = stepKinds.find((kind) => kind === text(`${path}.to`)) ?? 'end'
  const [menu, teamId, sound, number] = ['menu', 'teamId', 'sound', 'number'].map((name) =>
    text(`${path}.${name}`),
  )
  return { to, menu: menu ?? '', teamId: teamId ?? '', sound: sound ?? '', number: number ?? '' }
}

function menuDraft(id: string, menu: Menu): MenuDraft {
  return {
    id,
    name: menu.name,
    prompt: soundText(menu.prompt),
    seconds: String(menu.seconds),
    tries: String(menu.tries),
    keys: menu.keys.map(({ key, label, step }) => ({ key, label, step: stepDraft(step) })),
    otherwise: stepDraft(menu.otherwise),
  }
}

function readMenu(payload: Record<string, unknown>, text: (name: string) => string, path: string): MenuDraft {
  const keys = indexes(payload, `${path}.keys`).map((at) => `${path}.keys.${at}`)
  return {
    id: text(`${path}.id`),
    name: text(`${path}.name`),
    prompt: text(`${path}.prompt`),
    seconds: text(`${path}.seconds`),
    tries: text(`${path}.tries`),
    keys: keys.map((key) => ({
      key: text(`${key}.key`),
      label: text(`${key}.label`),
      step: readStep(text, `${key}.step`),
    })),
    otherwise: readStep(text, `${path}.otherwise`),
  }
}

/** The numbers that fields below this path begin with, in their order. */
function indexes(payload: Record<string, unknown>, path: string): number[] {
  const found = Object.keys(payload).flatMap((name) => {
    if (!name.startsWith(`${path}.`)) return []
    return /^(\d{1,2})\./.exec(name.slice(path.length + 1))?.[1] ?? []
  })
  return [...new Set(found.map(Number))].sort((a, b) => a - b)
}

function withNewMenus(draft: FlowDraft): FlowDraft {
  const menus = [...draft.menus]
  const settled = mapSteps(draft, (step) => {
    if (step.to !== 'menu' || step.menu !== newMenu) return step
    if (menus.length >= mostMenus) return { ...step, menu: '' }
    const made = blankMenu(menus)
    menus.push(made)
    return { ...step, menu: made.id }
  })
  return { ...settled, menus: [...settled.menus, ...menus.slice(draft.menus.length)] }
}
