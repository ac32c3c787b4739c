import { h, svg } from '../shared/dom.ts'
import { tintOf } from '../shared/colour.ts'
import type { Config, Message } from '../shared/wire.ts'
import { applyStyles } from './styles.ts'
import type { LauncherWords as Words } from '../shared/launcher-words.ts'

const TALK = 'M3 20.3 4.2 16.6A8.6 8.2 0 1 1 7.6 19.3L3.9 20.9A.7.7 0 0 1 3 20.3Z'
const FOLD = 'm6 9 6 6 6-6'
const CROSS = 'M18 6 6 18M6 6l12 12'

export type Look = {
  button: HTMLButtonElement
  panel: HTMLElement
  /** Shows the number of unread messages, and the last of them beside the button. */
  unread: (messages: Message[]) => void
  greet: (author: { name: string; avatar?: string }, text: string, shut: () => void) => void
  opened: (open: boolean) => void
  phone: (phone: boolean) => void
  /** The part of the window that the keyboard leaves free, in px. */
  fit: (top: number, height: number) => void
  restyle: (config: Config) => void
  remove: () => void
}

export type LookEvents = { toggle: () => void; open: () => void; close: () => void; near: () => void }

/** Draws the launcher into a closed shadow root at the end of the page, so that neither sees the other's styles. */
export function drawLauncher(
  config: Config,
  host: string,
  words: Words,
  nonce: string,
  on: LookEvents,
): Look {
  const parts = drawParts(words)
  const { badge, news, label, button, panel, place, all, frame } = parts
  const element = attach(frame, nonce, on)
  const flag = (name: string, value: boolean) => frame.classList.toggle(name, value)
  const bubble: Look['greet'] = (author, text, shut) => {
    const clear = () => {
      place.textContent = ''
      button.focus()
      shut()
    }
    place.textContent = ''
    place.append(drawBubble(author, text, host, words.dismiss, on.open, clear))
  }

  button.addEventListener('click', on.toggle)
  button.addEventListener('pointerenter', on.near)

  function restyle(changed: Config) {
    config = changed
    colour(all, config)
    label.textContent = config.launcher ?? ''
    flag('left', config.side === 'left')
    flag('dark', isDark(config))
    button.setAttribute('aria-label', config.launcher || words.open)
  }

  function unread(messages: Message[]) {
    const count = messages.length
    const last = messages[count - 1]
    badge.textContent = count ? String(count) : ''
    news.textContent = count ? words.unread.replace('{{count}}', String(count)) : ''
    if (last) bubble(last.author ?? { name: config.name }, last.text || words.attachment, () => {})
    else place.textContent = ''
  }

  function opened(open: boolean) {
    flag('open', open)
    panel.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }

  function phone(narrow: boolean) {
    flag('phone', narrow)
    panel.setAttribute('aria-modal', String(narrow))
  }

  restyle(config)
  return {
    button,
    panel,
    restyle,
    unread,
    greet: bubble,
    opened,
    phone,
    fit: fitTo(all),
    remove: () => element.remove(),
  }
}

function fitTo(all: HTMLElement): Look['fit'] {
  return (top, height) => {
    all.style.setProperty('--top', `${top}px`)
    all.style.setProperty('--height', `${height}px`)
  }
}

function drawParts(words: Words) {
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true' })
  const news = h('div', { class: 'news', role: 'status' })
  const label = h('b')
  const state = { 'aria-haspopup': 'dialog', 'aria-controls': 'panel', 'aria-expanded': 'false' }
  const named = { class: 'launch', type: 'button', ...state }
  const button = h('button', named, svg(TALK, 26, 'talk'), svg(FOLD, 26, 'fold'), label, badge)
  const panel = h('div', {
    class: 'panel',
    id: 'panel',
    role: 'dialog',
    'aria-label': words.title,
    hidden: true,
  })
  const place = h('div')
  const all = h('div', { class: 'all' }, panel, place, button, news)
  return { badge, news, label, button, panel, place, all, frame: h('div', {}, all) }
}

function attach(frame: HTMLElement, nonce: string, on: LookEvents): HTMLElement {
  const element = h('div', { id: 'qiantai' })
  const root = element.attachShadow({ mode: 'closed' })
  applyStyles(root, nonce)
  root.append(frame)
  frame.addEventListener('keydown', (event) => event.key === 'Escape' && on.close())
  document.body.append(element)
  return element
}

function colour(all: HTMLElement, config: Config) {
  const tint = tintOf(config.accent)
  const set = (name: string, value: string) => all.style.setProperty(name, value)
  set('--solid', tint.solid)
  set('--on', tint.onSolid)
  set('--paper', isDark(config) ? '#211f1e' : '#fff')
  set('--x', `${config.offset.x}px`)
  set('--y', `${config.offset.y}px`)
}

function drawBubble(
  author: { name: string; avatar?: string },
  text: string,
  host: string,
  dismiss: string,
  open: () => void,
  shut: () => void,
): HTMLElement {
  const said = h('span', { class: 'said' }, h('small', {}, author.name), h('span', {}, text))
  const go = h('button', { class: 'go', type: 'button', onclick: open }, face(author, host), said)
  const named = { class: 'shut', type: 'button', 'aria-label': dismiss, onclick: shut }
  return h('div', { class: 'word' }, go, h('button', named, svg(CROSS, 16)))
}

function isDark(config: Config): boolean {
  return (
    config.theme === 'dark' || (config.theme === 'auto' && matchMedia('(prefers-color-scheme:dark)').matches)
  )
}

function face(author: { name: string; avatar?: string }, host: string): HTMLElement {
  if (!author.avatar) return h('span', { class: 'face', 'aria-hidden': 'true' }, author.name.slice(0, 1))
  return h('img', { class: 'face', src: new URL(author.avatar, host).href, alt: '' })
}
