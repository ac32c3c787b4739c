import type { Flow, SoundRef, Step } from '../flow.ts'

/** What stands in a node of the tree, in words of the page. */
export type TreeWords = {
  text: (key: string, values?: Record<string, string>) => string
  team: (id: number | null) => string
  sound: (ref: SoundRef) => string
}

/** One place on a caller's way: `says` is what they hear there, `on` what led them on to it. */
export type TreeNode = {
  icon: string
  title: string
  says?: string
  on?: { key?: string; label: string }
  look?: string
  next: TreeNode[]
}

/** The way of a caller from the first ring on. A menu that stands in the tree already is only named again. */
export function treeOf(flow: Flow, words: TreeWords): TreeNode[] {
  const drawn = new Set<string>()
  const { text, sound } = words
  const opening = (['greeting', 'notice'] as const).flatMap((part): TreeNode[] => {
    const ref = flow[part]
    if (!ref) return []
    const [title, said] = [text(`tree.${part}`), sound(ref)]
    return [{ icon: 'volume-2', title, says: said === title ? undefined : said, next: [] }]
  })
  const lead = (step: Step, on?: TreeNode['on']) => stepNode(flow, step, words, drawn, on)
  if (flow.hours === 'always') return [...opening, lead(flow.start)]
  const next = [
    lead(flow.start, { label: text('tree.open') }),
    lead(flow.closed, { label: text('tree.closed') }),
  ]
  return [...opening, { icon: 'clock', title: text('tree.hours'), next }]
}

function stepNode(
  flow: Flow,
  step: Step,
  words: TreeWords,
  drawn: Set<string>,
  on: TreeNode['on'],
): TreeNode {
  if (step.to === 'menu') return { ...menuNode(flow, step.menu, words, drawn), on }
  const { text, team, sound } = words
  const ends = { on, next: [] }
  if (step.to === 'queue') return { ...ends, icon: 'users-round', title: team(step.teamId), look: 'accent' }
  if (step.to === 'number')
    return { ...ends, icon: 'phone-forwarded', title: text('tree.number', { number: step.number }) }
  if (step.to === 'callback')
    return { ...ends, icon: 'phone-incoming', title: text('tree.callback'), says: team(step.teamId) }
  if (step.to === 'voicemail')
    return {
      ...ends,
      icon: 'voicemail',
      title: text('tree.voicemail'),
      says: step.prompt && sound(step.prompt),
    }
  return { ...ends, icon: 'phone-off', title: text('tree.end'), says: step.say && sound(step.say) }
}

function menuNode(flow: Flow, id: string, words: TreeWords, drawn: Set<string>): TreeNode {
  const menu = flow.menus[id]
  const { text, sound } = words
  if (!menu) return { icon: 'circle-alert', title: text('tree.nowhere'), look: 'danger', next: [] }
  if (drawn.has(id)) return { icon: 'undo-2', title: text('tree.back', { menu: menu.name }), next: [] }
  drawn.add(id)
  const keys = menu.keys.map(({ key, label, step }) => stepNode(flow, step, words, drawn, { key, label }))
  const otherwise = stepNode(flow, menu.otherwise, words, drawn, { label: text('tree.otherwise') })
  return {
    icon: 'keyboard',
    title: menu.name || text('tree.unnamed'),
    says: sound(menu.prompt),
    next: [...keys, otherwise],
  }
}
