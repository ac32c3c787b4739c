import { Controller } from '@hotwired/stimulus'
import { type FrameElement, visit } from '@hotwired/turbo'
import { showClock } from '../support/clocks.ts'
import { alwaysMorph } from '../support/morph.ts'
import { isWriting, json, send } from '../support/page.ts'
import { whenLive } from '../support/signals.ts'
import { clinicNow } from '../support/targets.ts'

const gather = 60
const pause = 800

/** The agent's phone on the page: follows what becomes of it, and brings the caller's conversation onto the desk. */
export class PhoneController extends Controller<HTMLElement> {
  static override targets = ['dial']
  static override values = { topic: String, talking: Number, open: String }
  declare readonly dialTarget: HTMLInputElement
  declare readonly topicValue: string
  declare readonly talkingValue: number
  declare readonly openValue: string
  leave = () => {}
  free = () => {}
  ticking = 0
  fetching = 0
  saving = 0
  isReady = false

  override connect(): void {
    this.leave = whenLive('push', ({ topic }) => void (topic === this.topicValue && this.fetchSoon()))
    if (this.frame) this.free = alwaysMorph(this.frame)
    this.ticking = setInterval(() => this.tick(), 1000)
    this.element.addEventListener('turbo:before-morph-element', keep)
    this.element.addEventListener('turbo:submit-end', stay)
    document.addEventListener('turbo:render', this.moved)
    this.isReady = true
    this.tick()
  }

  override disconnect(): void {
    this.leave()
    this.free()
    clearInterval(this.ticking)
    clearTimeout(this.fetching)
    this.fetching = 0
    this.element.removeEventListener('turbo:before-morph-element', keep)
    this.element.removeEventListener('turbo:submit-end', stay)
    document.removeEventListener('turbo:render', this.moved)
    this.isReady = false
  }

  get frame(): FrameElement | null {
    return this.element.closest('turbo-frame')
  }

  /** While it went from one page to the next, nobody listened for it. */
  moved = (): void => this.fetchSoon()

  fetchSoon(): void {
    this.fetching ||= setTimeout(() => {
      this.fetching = 0
      this.frame?.reload()
    }, gather)
  }

  /** Whoever has answered sees whom they speak with, unless they are just writing to somebody else. */
  talkingValueChanged(call: number): void {
    const isHere = document.visibilityState === 'visible' && !isWriting(document.activeElement)
    if (this.isReady && call && this.openValue && isHere) bring(this.openValue)
  }

  open(event: MouseEvent): void {
    const link = event.currentTarget
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    bring(link.pathname)
  }

  dial({ currentTarget: key }: Event): void {
    if (!(key instanceof HTMLButtonElement)) return
    this.dialTarget.value += key.value
    this.dialTarget.dispatchEvent(new Event('input', { bubbles: true }))
  }

  filter({ target }: Event): void {
    const words = target instanceof HTMLInputElement ? target.value.trim().toLowerCase() : ''
    for (const line of this.element.querySelectorAll<HTMLElement>('[data-words]'))
      line.hidden = !line.dataset.words?.toLowerCase().includes(words)
  }

  noted({ target }: Event): void {
    clearTimeout(this.saving)
    this.saving = setTimeout(() => this.keepNote(target), pause)
  }

  left({ target }: Event): void {
    clearTimeout(this.saving)
    this.keepNote(target)
  }

  keepNote(field: EventTarget | null): void {
    if (!(field instanceof HTMLTextAreaElement) || field.value === field.defaultValue) return
    field.defaultValue = field.value
    send(field.dataset.url ?? '', { note: field.value }, json).catch(() => (field.defaultValue = ''))
  }

  /** The time to write it up is over: what has been chosen and written by now is kept. */
  wrapUp(time: HTMLElement): void {
    delete time.dataset.until
    time.closest('form')?.requestSubmit()
  }

  tick(): void {
    for (const time of this.element.querySelectorAll<HTMLElement>('[data-until]')) {
      const left = (Date.parse(time.dataset.until ?? '') - clinicNow()) / 1000
      showClock(time, left)
      if (left < 1) this.wrapUp(time)
    }
  }
}

/** What somebody has typed or opened stays as it is, as long as it has a place in what the phone shows. */
function keep(event: Event) {
  if (!(event instanceof CustomEvent) || !(event.target instanceof HTMLElement)) return
  if (event.detail.newElement && 'keep' in event.target.dataset && isOwn(event.target)) event.preventDefault()
}

/** A text that is as the server wrote it may be written anew: another tab may have more of it. */
function isOwn(field: HTMLElement) {
  if (!(field instanceof HTMLTextAreaElement)) return true
  return field === document.activeElement || field.value !== field.defaultValue
}

/** A menu closes when its form was sent; a phone goes on. */
function stay(event: Event) {
  event.stopPropagation()
}

/** Onto the desk that is open, or with a desk of its own. */
function bring(path: string) {
  if (location.pathname === path) return
  if (document.getElementById('reception')) visit(path, { frame: 'reception', action: 'advance' })
  else visit(path)
}
