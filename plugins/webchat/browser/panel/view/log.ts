import { h } from '../../shared/dom.ts'
import { fill, type Words } from '../words.ts'
import type { State } from '../model/state.ts'
import type { View } from './context.ts'
import { icon } from './icons.ts'
import { createList } from './list.ts'
import { face } from './parts.ts'
import { drawWelcome } from './welcome.ts'

const NEAR = 80

/** The conversation. Keeps its place when older messages come, and stays at the end while it is there. */
export function drawLog(view: View): HTMLElement {
  const { store, chat, words } = view
  const list = h('div', { class: 'list', role: 'log', 'aria-label': words.log, 'aria-live': 'polite' })
  const earlier = hiddenButton('quiet earlier', older, words.earlier)
  const typing = h('div', { class: 'typing', hidden: true })
  const newest = hiddenButton('newest', toEnd, icon('down', 18))
  newest.setAttribute('aria-label', words.newest)
  const scroll = h(
    'div',
    { class: 'log', tabindex: 0, 'aria-label': words.log, onscroll: scrolled },
    earlier,
    drawWelcome(view),
    list,
    typing,
  )
  const draw = createList(view, list)
  let stuck = true
  let waiting = 0
  let height = 0

  store.watch((state) => {
    earlier.hidden = !state.more
    const own = state.outbox.length + state.uploads.length
    if (own > waiting) stuck = true
    waiting = own
    draw(state)
    drawTyping(typing, words, state)
    if (stuck && list.firstChild) toEnd()
    newest.hidden = stuck
    look(state)
  })
  whenResized([scroll, list, typing], () => stuck && list.firstChild && toEnd())

  async function older() {
    const below = scroll.scrollHeight - scroll.scrollTop
    earlier.disabled = true
    await chat.earlier().catch(() => {})
    earlier.disabled = false
    scroll.scrollTop = scroll.scrollHeight - below
  }

  function scrolled() {
    const grew = scroll.scrollHeight !== height
    height = scroll.scrollHeight
    // The browser keeps the place while the content changes; that is not the visitor who looks back.
    if (grew && stuck) return toEnd()
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

function hiddenButton(kind: string, press: () => void, content: Node | string): HTMLButtonElement {
  return h('button', { type: 'button', class: kind, hidden: true, onclick: press }, content)
}

/** Pictures grow when they have come, and the window shrinks under a keyboard. */
function whenResized(elements: HTMLElement[], resized: () => void) {
  if (typeof ResizeObserver === 'undefined') return
  const sizes = new ResizeObserver(resized)
  elements.forEach((element) => sizes.observe(element))
}

function drawTyping(
  typing: HTMLElement,
  words: Words,
  { typing: author, conversation, availability }: State,
) {
  typing.hidden = !author
  typing.textContent = ''
  if (!author) return
  const name = author.name || words.clinic
  const known = [conversation?.agent, ...availability.agents].filter((agent) => agent?.name === name)[0]
  const label = fill(words.typing, { name })
  const dots = h('span', { class: 'dots', role: 'img', 'aria-label': label }, h('i'), h('i'), h('i'))
  typing.append(face({ name, avatar: author.avatar ?? known?.avatar }), dots)
}
