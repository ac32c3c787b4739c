import { h } from '../../shared/dom.ts'
import type { State } from '../model/state.ts'
import { dayLabel } from '../text/day.ts'
import type { View } from './context.ts'
import { itemsOf, type Item } from './items.ts'
import { drawMessage, drawUnsent, drawUpload } from './message.ts'

/** Keeps the lines of the log: what has not changed stays the same element, so that nothing blinks or is read twice. */
export function createList(view: View, list: HTMLElement): (state: State) => void {
  const drawn: Record<string, { signature: string; element: HTMLElement }> = {}

  function draw(state: State) {
    let after: ChildNode | null = list.firstChild
    const keys: Record<string, true> = {}
    for (const item of itemsOf(state)) {
      keys[item.key] = true
      const signature = JSON.stringify(item)
      const known = drawn[item.key]
      const element = known?.signature === signature ? known.element : make(view, item, state)
      drawn[item.key] = { signature, element }
      if (element === after) after = element.nextSibling
      else list.insertBefore(element, after)
      if (known && known.element !== element) {
        if (after === known.element) after = known.element.nextSibling
        known.element.remove()
      }
    }
    for (const key of Object.keys(drawn)) {
      if (keys[key]) continue
      drawn[key]?.element.remove()
      delete drawn[key]
    }
  }

  return draw
}

function make(view: View, item: Item, state: State): HTMLElement {
  if (item.kind === 'message') return drawMessage(view, item)
  if (item.kind === 'unsent') return drawUnsent(view, item)
  if (item.kind === 'upload') return drawUpload(view, item)
  return h('div', { class: 'day' }, h('span', {}, dayLabel(item.at, state.locale, new Date(), view.words)))
}
