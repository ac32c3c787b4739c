import type { Flow, Step } from '../flow.ts'

/** Every menu that a caller can come to, from the beginning or out of hours. */
export function reachedMenus(flow: Flow): Set<string> {
  const reached = new Set<string>()
  const waiting = [flow.start, ...(flow.hours === 'clinic' ? [flow.closed] : [])]
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    if (step.to !== 'menu' || reached.has(step.menu)) continue
    reached.add(step.menu)
    waiting.push(...stepsOf(flow, step.menu))
  }
  return reached
}

/** Every step that a caller can come to. */
export function reachedSteps(flow: Flow): Step[] {
  const menus = [...reachedMenus(flow)].flatMap((id) => stepsOf(flow, id))
  return [flow.start, ...(flow.hours === 'clinic' ? [flow.closed] : []), ...menus]
}

/** Whoever presses nothing comes from this menu back to it, and never to an end. */
export function isEndless(flow: Flow, id: string): boolean {
  const passed = new Set<string>()
  for (let at = id; !passed.has(at);) {
    passed.add(at)
    const next = flow.menus[at]?.otherwise
    if (next?.to !== 'menu') return false
    at = next.menu
  }
  return true
}

function stepsOf(flow: Flow, id: string): Step[] {
  const menu = flow.menus[id]
  return menu ? [...menu.keys.map(({ step }) => step), menu.otherwise] : []
}
