import { h } from '../../shared/dom.ts'
import type { View } from './context.ts'
import { drawLeave } from './leave.ts'
import { face, rich } from './parts.ts'

/** What stands above the first message, for as long as that is shown: the clinic, its people, and when nobody is there its hours and a form. */
export function drawWelcome(view: View): HTMLElement {
  const { store, words } = view
  const box = h('div', { class: 'welcome' })
  const form = drawLeave(view)
  let drawn = ''

  store.watch((state) => {
    const { config, availability, loaded, messages, more, left } = state
    const away = !availability.online
    const fresh = messages.length === 0 && state.outbox.length === 0
    const signature = JSON.stringify([config, availability, loaded, fresh, more, left])
    if (signature === drawn) return
    drawn = signature
    box.textContent = ''
    if (!loaded) return box.append(skeleton())
    const brand = { name: config.name, avatar: config.logo ?? config.avatar }
    if (!more) {
      const text = away ? (config.offline ?? words.offline) : (config.greeting ?? words.welcome)
      const faces = h(
        'div',
        { class: 'faces big' },
        face(brand),
        ...availability.agents.slice(0, 3).map(face),
      )
      box.append(faces, h('h2', {}, config.name), h('p', {}, rich(text)))
    }
    if (away && (fresh || left) && availability.hours.length)
      box.append(hours(words.hours, availability.hours))
    if (away && (fresh || left)) box.append(form)
  })
  return box
}

function hours(title: string, lines: string[]): HTMLElement {
  return h('div', { class: 'hours' }, h('b', {}, title), ...lines.map((line) => h('span', {}, line)))
}

function skeleton(): HTMLElement {
  const bars = ['short', 'long', 'mid'].map((width) => h('i', { class: width }))
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...bars)
}
