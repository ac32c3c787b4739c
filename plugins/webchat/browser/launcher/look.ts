import { h, svg } from '../shared/dom.ts'
import { tintOf } from '../shared/colour.ts'
import type { Config, Message } from '../shared/wire.ts'
import { applyStyles } from './styles.ts'
import type { Words } from './words.ts'

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
  const badge = h('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' })
  const news = h('div', { class: 'news', role: 'status' })
  const label = h('b')
  const button = h(
    'button',
    {
      class: 'launch',
      type: 'button',
      'aria-haspopup': 'dialog',
      'aria-controls': 'panel',
      'aria-expanded': 'false',
    },
    icon(TALK, 26, 'talk'),
    icon(FOLD, 26, 'fold'),
    label,
    badge,
  )
  const panel = h('div', {
    class: 'panel',
    id: 'panel',
    role: 'dialog',
    'aria-label': words.title,
    hidden: true,
  })
  const place = h('div', { class: 'place' })
  const all = h('div', { class: 'all' }, panel, place, button, news)
  const frame = h('div', {}, all)
  const element = h('div', { id: 'qiantai' })
  const root = element.attachShadow({ mode: 'closed' })
  applyStyles(root, nonce)
  root.append(frame)
  document.body.append(element)

  button.addEventListener('click', on.toggle)
  button.addEventListener('pointerenter', on.near)
  root.addEventListener('keydown', (event) => (event as KeyboardEvent).key === 'Escape' && on.close())

  const flags = { open: false, phone: false, left: false, dark: false }
  const flag = (changes: Partial<typeof flags>) => {
    Object.assign(flags, changes)
    frame.className = (Object.keys(flags) as (keyof typeof flags)[]).filter((name) => flags[name]).join(' ')
  }

  function restyle(changed: Config) {
    const dark = isDark(changed)
    const tint = tintOf(changed.accent)
    const set = (name: string, value: string) => all.style.setProperty(name, value)
    set('--solid', tint.solid)
    set('--on', tint.onSolid)
    set('--paper', dark ? '#211f1e' : '#fff')
    set('--x', `${changed.offset.x}px`)
    set('--y', `${changed.offset.y}px`)
    label.textContent = changed.launcher ?? ''
    label.hidden = !changed.launcher
    button.setAttribute('aria-label', flags.open ? words.close : changed.launcher || words.open)
    flag({ left: changed.side === 'left', dark })
    config = changed
  }

  function bubble(author: { name: string; avatar?: string }, text: string, shut: () => void) {
    const said = h('span', { class: 'said' }, h('small', {}, author.name), h('span', {}, text))
    const cross = h(
      'button',
      { class: 'shut', type: 'button', 'aria-label': words.dismiss },
      icon(CROSS, 16, ''),
    )
    const go = h('button', { class: 'go', type: 'button' }, face(author, host), said)
    go.addEventListener('click', on.open)
    cross.addEventListener('click', () => {
      place.textContent = ''
      button.focus()
      shut()
    })
    place.textContent = ''
    place.append(h('div', { class: 'word' }, go, cross))
  }

  restyle(config)
  return {
    button,
    panel,
    restyle,
    unread: (messages) => {
      const count = messages.length
      const last = messages[count - 1]
      badge.hidden = count === 0
      badge.textContent = count > 99 ? '99+' : String(count)
      news.textContent = count ? words.unread.replace('{{count}}', String(count)) : ''
      if (last) bubble(last.author ?? { name: config.name }, last.text || words.attachment, () => {})
      else place.textContent = ''
    },
    greet: bubble,
    opened: (open) => {
      flag({ open })
      panel.hidden = !open
      button.setAttribute('aria-expanded', String(open))
      button.setAttribute('aria-label', open ? words.close : config.launcher || words.open)
    },
    phone: (phone) => {
      flag({ phone })
      panel.setAttribute('aria-modal', String(phone))
    },
    fit: (top, height) => {
      all.style.setProperty('--top', `${top}px`)
      all.style.setProperty('--height', `${height}px`)
    },
    remove: () => element.remove(),
  }
}

export function isDark(config: Config): boolean {
  return (
    config.theme === 'dark' || (config.theme === 'auto' && matchMedia('(prefers-color-scheme:dark)').matches)
  )
}

function face(author: { name: string; avatar?: string }, host: string): HTMLElement {
  if (!author.avatar) return h('span', { class: 'face', 'aria-hidden': 'true' }, author.name.slice(0, 1))
  return h('img', { class: 'face', src: new URL(author.avatar, host).href, alt: '' })
}

function icon(paths: string, size: number, name: string): SVGSVGElement {
  const image = svg(paths, size)
  image.setAttribute('class', name)
  return image
}
