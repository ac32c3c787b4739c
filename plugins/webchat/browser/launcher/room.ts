import { createBridge, type Bridge, type ToPage, type ToPanel } from '../shared/bridge.ts'
import { h } from '../shared/dom.ts'
import type { LinkState } from '../shared/link/link.ts'
import type { Frame } from '../shared/wire.ts'
import type { Start } from './run.ts'
import type { Stage } from './stage.ts'

export type Room = {
  /** Makes the panel's iframe, once. */
  enter: () => void
  /** Tells the panel; before it has said `ready` nothing is told, then everything in `init`. */
  post: (letter: ToPanel) => void
  init: () => void
  /** Tells the panel where the page is. */
  page: () => void
  shown: () => void
  leave: () => void
}

type On = {
  state: () => LinkState
  tell: (frame: Frame) => void
  /** Never rejects. */
  renew: () => Promise<void>
  consented: (yes: boolean) => void
}

/** The panel in its iframe, from the page's side. */
export function createRoom(place: HTMLElement, title: string, start: Start, stage: Stage, on: On): Room {
  let iframe: HTMLIFrameElement | undefined
  let bridge: Bridge<ToPanel> | undefined
  let ready = false

  const answers: Record<ToPage['type'], (data: never) => unknown> = {
    ready: () => {
      ready = true
      place.classList.add('there')
      init()
      page()
      shown()
    },
    close: stage.close,
    renew: on.renew,
    tell: on.tell,
    consented: on.consented,
    forget: () => {
      start.session.forget()
      void on.renew()
    },
  }

  function enter() {
    if (iframe) return
    iframe = h('iframe', {
      title,
      allow: 'microphone; clipboard-write; autoplay; fullscreen',
      src: `${start.address('panel')}#${encodeURIComponent(location.origin)}`,
    })
    const window = () => iframe?.contentWindow ?? null
    bridge = createBridge<ToPanel, ToPage>(window, start.host, (letter) =>
      answers[letter.type]?.(letter.data as never),
    )
    place.append(iframe)
  }

  function post(letter: ToPanel) {
    if (ready) bridge?.post(letter)
  }

  function init() {
    const { config, session } = start
    const who = { token: session.token(), visitor: session.visitor() }
    post({ type: 'init', data: { config, ...who, state: on.state() } })
  }

  function page() {
    post({ type: 'page', data: { url: location.href, title: document.title } })
  }

  function shown() {
    const open = stage.isOpen()
    page()
    post({ type: 'shown', data: { open, phone: stage.isPhone() } })
    if (open) iframe?.focus()
  }

  return { enter, post, init, page, shown, leave: () => bridge?.close() }
}
