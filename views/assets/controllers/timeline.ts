import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'
import { send, streams } from '../support/page.ts'
import { arrange, messagesOf, numberOf } from '../support/timeline.ts'

const nearby = 80

/** The scroll of a timeline: stays at the newest while somebody is there, and never jumps while they read. */
export class TimelineController extends Controller<HTMLElement> {
  static override targets = ['messages', 'older']
  static override values = { older: String, seenUrl: String, seen: Number }
  declare readonly messagesTarget: HTMLElement
  declare readonly hasOlderTarget: boolean
  declare readonly olderTarget: HTMLAnchorElement
  declare olderValue: string
  declare readonly seenUrlValue: string
  declare seenValue: number
  pinned = true
  fromBottom = 0
  loading = false
  observer = new MutationObserver(() => this.keepPlace())
  resizing = new ResizeObserver(() => this.keepPlace())

  override connect(): void {
    arrange(this.messagesTarget)
    this.begin()
    this.observer.observe(this.element, { childList: true, subtree: true, characterData: true })
    this.resizing.observe(this.element)
    this.resizing.observe(this.messagesTarget)
    this.element.addEventListener('timeline:newest', this.newest)
    document.addEventListener('visibilitychange', this.see)
  }

  override disconnect(): void {
    this.observer.disconnect()
    this.resizing.disconnect()
    this.element.removeEventListener('timeline:newest', this.newest)
    document.removeEventListener('visibilitychange', this.see)
  }

  /** At what is new, or else at the end. */
  begin(): void {
    const line = this.element.querySelector<HTMLElement>('.unread-line')
    this.element.scrollTop = this.element.scrollHeight
    const above = line ? this.element.getBoundingClientRect().top - line.getBoundingClientRect().top : 0
    if (above > 0) this.element.scrollTop -= above + nearby
    this.scrolled()
  }

  newest = (): void => {
    this.element.scrollTop = this.element.scrollHeight
    this.scrolled()
  }

  scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element
    this.fromBottom = scrollHeight - scrollTop
    this.pinned = this.fromBottom - clientHeight < nearby
    this.dispatch(this.pinned ? 'pinned' : 'away')
    if (this.pinned) this.see()
    if (scrollTop < nearby && this.hasOlderTarget) void this.load()
  }

  keepPlace(): void {
    this.element.scrollTop = this.element.scrollHeight - (this.pinned ? 0 : this.fromBottom)
    if (this.pinned) this.see()
  }

  older(event: Event): void {
    event.preventDefault()
    void this.load()
  }

  async load(): Promise<void> {
    if (this.loading || !this.hasOlderTarget) return
    this.loading = true
    this.olderTarget.setAttribute('aria-busy', 'true')
    const answer = await fetch(this.olderTarget.href, { headers: { accept: streams } }).catch(() => undefined)
    if (answer?.ok) renderStreamMessage(await answer.text())
    else this.olderTarget.removeAttribute('aria-busy')
    this.loading = false
  }

  /** What stands at the end and is looked at has been read. */
  see = (): void => {
    const last = messagesOf(this.messagesTarget)
      .filter((message) => Number.isFinite(numberOf(message)))
      .at(-1)
    const seq = last ? numberOf(last) : 0
    if (!this.pinned || document.visibilityState !== 'visible' || !this.seenUrlValue || seq <= this.seenValue)
      return
    this.seenValue = seq
    send(this.seenUrlValue, { seq }).catch(() => (this.seenValue = 0))
  }
}
