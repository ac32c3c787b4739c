import { h } from '../../shared/dom.ts'
import { dayLabel } from '../text/day.ts'
import { fill } from '../words.ts'
import type { State } from '../model/state.ts'
import type { View } from './context.ts'
import { icon } from './icons.ts'
import { itemsOf, type Item } from './items.ts'
import { drawMessage, drawUnsent, drawUpload } from './message.ts'
import { face } from './parts.ts'
import { drawWelcome } from './welcome.ts'

const NEAR = 80

/** The conversation. Keeps its place when older messages come, and stays at the end while it is there. */
export function drawLog(view: View): HTMLElement {
  const { store, chat, words } = view
  const list = h('div', { class: 'list', role: 'log', 'aria-label': words.log, 'aria-live': 'polite' })
  const earlier = h(
    'button',
    { type: 'button', class: 'quiet earlier', hidden: true, onclick: older },
    words.earlier,
  )
  const typing = h('div', { class: 'typing', hidden: true })
  const newest = h(
    'button',
    { type: 'button', class: 'newest', hidden: true, 'aria-label': words.newest, onclick: toEnd },
    icon('down', 18),
  )
  const scroll = h(
    'div',
    { class: 'log', tabindex: 0, 'aria-label': words.log, onscroll: scrolled },
    earlier,
    drawWelcome(view),
    list,
    typing,
  )
  const drawn: Record<string, { signature: string; element: HTMLElement }> = {}
  let stuck = true

  store.watch((state) => {
    earlier.hidden = !state.more
    const own = store.get().outbox.length + store.get().uploads.length
    if (own > waiting) stuck = true
    waiting = own
    draw(state)
    drawTyping(state)
    if (stuck && list.firstChild) toEnd()
    newest.hidden = stuck
    look(state)
  })
  let waiting = 0
  if (typeof ResizeObserver !== 'undefined')
    new ResizeObserver(() => stuck && list.firstChild && toEnd()).observe(scroll)

  function draw(state: State) {
    let after: ChildNode | null = list.firstChild
    const keys: Record<string, true> = {}
    for (const item of itemsOf(state)) {
      keys[item.key] = true
      const signature = JSON.stringify(item)
      const known = drawn[item.key]
      const element = known?.signature === signature ? known.element : make(item, state)
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

  function make(item: Item, state: State): HTMLElement {
    if (item.kind === 'message') return drawMessage(view, item)
    if (item.kind === 'unsent') return drawUnsent(view, item)
    if (item.kind === 'upload') return drawUpload(view, item)
    return h('div', { class: 'day' }, h('span', {}, dayLabel(item.at, state.locale, new Date(), words)))
  }

  function drawTyping({ typing: author }: State) {
    typing.hidden = !author
    typing.textContent = ''
    if (!author) return
    const label = fill(words.typing, { name: author.name || words.clinic })
    const dots = h('span', { class: 'dots', role: 'img', 'aria-label': label }, h('i'), h('i'), h('i'))
    typing.append(face({ ...author, name: author.name || words.clinic }), dots)
  }

  async function older() {
    const height = scroll.scrollHeight - scroll.scrollTop
    earlier.disabled = true
    await chat.earlier().catch(() => {})
    earlier.disabled = false
    scroll.scrollTop = scroll.scrollHeight - height
  }

  function scrolled() {
    stuck = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR
    newest.hidden = stuck
    look(store.get())
  }

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight
  }

  /** Read is what is looked at: the panel open, the page in view, the end of the log on the screen. */
  function look(state: State) {
    if (state.open && stuck && !document.hidden) chat.seen()
  }

  document.addEventListener('visibilitychange', () => look(store.get()))
  return h('div', { class: 'middle' }, scroll, newest)
}
