import { Controller } from '@hotwired/stimulus'
import { alwaysMorph } from '../support/morph.ts'
import { isWriting } from '../support/page.ts'
import { tell, whenLive } from '../support/signals.ts'

type FrameElement = HTMLElement & { src: string; disabled: boolean; reload: () => Promise<void> }

/**
 * A frame that fetches itself anew when one of its topics tells something: once for all that comes within `pause`
 * milliseconds, also `every` so many, where told, and not under somebody's fingers.
 */
export class FollowController extends Controller<FrameElement> {
  static override values = {
    topic: String,
    src: String,
    pause: { type: Number, default: 300 },
    every: Number,
  }
  declare readonly topicValue: string
  declare readonly srcValue: string
  declare readonly pauseValue: number
  declare readonly everyValue: number
  timer = 0
  beat = 0
  leave = () => {}
  free = () => {}

  override connect(): void {
    const topics = this.topicValue.split(' ')
    this.leave = whenLive('push', ({ topic }) => topics.includes(topic) && this.later())
    // What comes into a page that stands already brings a topic that nobody has asked for yet.
    if (this.element.dataset.topics) tell('follow', {})
    this.element.addEventListener('turbo:before-morph-attribute', keepOpen)
    this.free = alwaysMorph(this.element)
    if (this.everyValue) this.beat = setInterval(() => this.later(), this.everyValue)
  }

  override disconnect(): void {
    this.leave()
    this.free()
    this.element.removeEventListener('turbo:before-morph-attribute', keepOpen)
    clearTimeout(this.timer)
    clearInterval(this.beat)
  }

  later(): void {
    this.timer ||= setTimeout(() => this.fetch(), this.pauseValue)
  }

  /** A frame that is only told its address would load it as something new; one that is complete and reloads is morphed. */
  aim(): void {
    this.element.disabled = true
    this.element.src = this.srcValue
    this.element.setAttribute('complete', '')
    this.element.disabled = false
  }

  fetch(): void {
    this.timer = 0
    const { activeElement } = document
    if (isWriting(activeElement) && this.element.contains(activeElement)) return this.later()
    if (!this.element.src) this.aim()
    void this.element.reload()
  }
}

/** What somebody has unfolded stays unfolded. */
function keepOpen(event: Event): void {
  if (event instanceof CustomEvent && event.detail.attributeName === 'open') event.preventDefault()
}
