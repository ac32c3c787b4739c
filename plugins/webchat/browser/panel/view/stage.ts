import { h } from '../../shared/dom.ts'
import { inkOf, tintOf } from '../../shared/colour.ts'
import type { State } from '../model/state.ts'
import { take, drawComposer } from './composer.ts'
import type { View } from './context.ts'
import { drawHeader } from './header.ts'
import { drawLog } from './log.ts'
import { drawPlace } from './place.ts'

/** Draws everything into the page: header, log, composer, and the ground for what lies above them. */
export function drawAll(parts: Omit<View, 'toast' | 'lay'>): View {
  const { body } = document
  const over = h('div', { class: 'over' })
  const note = h('div', { class: 'toast', role: 'status', hidden: true })
  let noteTimer: ReturnType<typeof setTimeout> | undefined

  const view: View = {
    ...parts,
    toast: (text) => {
      clearTimeout(noteTimer)
      note.hidden = false
      note.textContent = text
      noteTimer = setTimeout(() => (note.hidden = true), 4000)
    },
    lay: (make) => lay(over, make),
  }
  body.textContent = ''
  body.append(h('main', {}, drawHeader(view), drawPlace(view), drawLog(view), drawComposer(view)), over, note)
  acceptDrops(view)
  view.store.watch(dress)
  document.onkeydown = (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    if (over.lastChild) (over.lastChild as Layer).shut?.()
    else view.close?.()
  }
  return view
}

type Layer = HTMLElement & { shut?: () => void }

/** Focus goes in, stays there with Tab, and returns where it was. */
function lay(over: HTMLElement, make: (shut: () => void) => HTMLElement) {
  const before = document.activeElement as HTMLElement | null
  const shut = () => {
    layer.remove()
    if (document.body.contains(before)) before?.focus()
  }
  const layer: Layer = make(shut)
  layer.shut = shut
  layer.addEventListener('keydown', (event) => event.key === 'Tab' && keepFocus(layer, event))
  over.append(layer)
  layer.querySelector<HTMLElement>('button, a, input')?.focus()
}

function keepFocus(layer: HTMLElement, event: KeyboardEvent) {
  const stops = Array.from(layer.querySelectorAll<HTMLElement>('button, a, input, textarea'))
  const end = event.shiftKey ? stops[0] : stops[stops.length - 1]
  if (document.activeElement !== end) return
  event.preventDefault()
  ;(event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus()
}

function acceptDrops(view: View) {
  const { body } = document
  body.ondragover = (event) => {
    event.preventDefault()
    body.classList.add('dropping')
  }
  body.ondragleave = (event) => event.relatedTarget || body.classList.remove('dropping')
  body.ondrop = (event) => {
    event.preventDefault()
    body.classList.remove('dropping')
    take(view, event.dataTransfer?.files)
  }
  body.dataset['drop'] = view.words.composer.drop
}

const night = matchMedia('(prefers-color-scheme: dark)')

/** The clinic's colour and the visitor's choices, as custom properties and classes. */
function dress({ config, large, phone, locale }: State) {
  const { documentElement } = document
  const dark = config.theme === 'dark' || (config.theme === 'auto' && night.matches)
  const tint = tintOf(config.accent)
  const set = (name: string, value: string) => documentElement.style.setProperty(name, value)
  set('--solid', tint.solid)
  set('--on-solid', tint.onSolid)
  set('--ink', inkOf(config.accent, dark))
  documentElement.lang = locale
  documentElement.classList.toggle('dark', dark)
  documentElement.classList.toggle('large', large)
  documentElement.classList.toggle('phone', phone)
}
