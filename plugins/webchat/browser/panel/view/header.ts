import { h } from '../../shared/dom.ts'
import type { State } from '../model/state.ts'
import { fill, type Words } from '../words.ts'
import type { View } from './context.ts'
import { openMenu } from './menu.ts'
import { face, iconButton } from './parts.ts'

/** Who the visitor talks with: the clinic, and by name the person who looks after them. */
export function drawHeader(view: View): HTMLElement {
  const faces = h('div', { class: 'faces' })
  const name = h('h1', {}, '')
  const status = h('p', { class: 'status', role: 'status' })
  const menu = iconButton('more', view.words.menu.open, () => openMenu(view, menu), 'menu-button')
  menu.setAttribute('aria-haspopup', 'menu')
  const fold = view.close && iconButton('fold', view.words.menu.close, view.close)
  let drawn = ''

  view.store.watch((state) => {
    const { config, conversation, availability } = state
    const agent = conversation?.status === 'open' ? conversation.agent : undefined
    const brand = { name: config.name, avatar: config.logo ?? config.avatar }
    const shown = agent ? [agent] : [brand, ...availability.agents.slice(0, 2)]
    const signature = JSON.stringify([shown, config.name, statusOf(state, view.words)])
    if (signature === drawn) return
    drawn = signature
    name.textContent = config.name
    faces.textContent = ''
    faces.append(...shown.map(face))
    status.textContent = statusOf(state, view.words).text
    status.className = `status ${statusOf(state, view.words).mood}`
  })
  return h('header', {}, faces, h('div', { class: 'who' }, name, status), menu, fold)
}

function statusOf(state: State, words: Words): { text: string; mood: string } {
  const { link, conversation, availability } = state
  const { status } = words
  if (link === 'waiting' || link === 'parked' || link === 'blocked')
    return { text: status[link], mood: 'away' }
  if (conversation?.status === 'open' && conversation.agent) {
    return {
      text: fill(status.serving, { name: conversation.agent.name }),
      mood: availability.online ? 'here' : '',
    }
  }
  if (!availability.online) return { text: availability.open ? status.away : status.closed, mood: 'away' }
  const [first] = availability.agents
  if (!first) return { text: status.online, mood: 'here' }
  const count = availability.agents.length
  return { text: fill(count > 1 ? status.many : status.one, { name: first.name, count }), mood: 'here' }
}
