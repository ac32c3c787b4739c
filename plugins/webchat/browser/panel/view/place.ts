import { h } from '../../shared/dom.ts'
import type { Place } from '../../shared/wire.ts'
import { fill, type Words } from '../words.ts'
import type { View } from './context.ts'
import { drawLeave } from './leave.ts'
import { sheet } from './sheets.ts'

/**
 * Where the visitor stands while they wait for an agent, and how to be called instead; nothing where that is not known,
 * or nobody is there to answer.
 */
export function drawPlace(view: View): HTMLElement {
  const { store, words } = view
  const text = h('span', { role: 'status' })
  const call = h('button', { type: 'button', onclick: askForCall }, words.place.call)
  const line = h('div', { class: 'place', hidden: true }, text, call)
  store.watch(({ conversation, availability, left }) => {
    const waits = conversation?.status === 'queued' && availability.online
    const place = waits ? conversation.place : undefined
    const said = place ? textOf(place, words) : ''
    if (text.textContent !== said) text.textContent = said
    line.hidden = !said
    call.hidden = left
  })

  function askForCall() {
    view.lay((shut) => sheet(words.place.call, shut, drawLeave(view, words.place.say)))
  }

  return line
}

function textOf({ position, seconds }: Place, { place }: Words): string {
  const ahead = position > 1 ? fill(place.ahead, { count: position - 1 }) : place.next
  if (seconds === undefined) return ahead
  return ahead + fill(place.wait, { minutes: Math.max(1, Math.ceil(seconds / 60)) })
}
