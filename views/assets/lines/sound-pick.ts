import { Controller } from '@hotwired/stimulus'
import { hush, play } from './player.ts'

type Made = { value: string; name: string; src: string; asked: string }

/** The choice of a sound: it is heard on the spot, and a new one is made for it. */
export class SoundPickController extends Controller<HTMLElement> {
  static override targets = ['choice', 'own', 'button']
  declare readonly choiceTarget: HTMLSelectElement
  declare readonly ownTarget: HTMLOptGroupElement
  declare readonly buttonTarget: HTMLElement

  override disconnect(): void {
    this.stop()
  }

  async play(): Promise<void> {
    if (this.#isPlaying) return hush()
    const src = this.choiceTarget.selectedOptions[0]?.dataset.src
    if (!src) return
    const played = play(src)
    this.buttonTarget.setAttribute('aria-pressed', 'true')
    await played
    this.buttonTarget.setAttribute('aria-pressed', 'false')
  }

  stop(): void {
    if (this.#isPlaying) hush()
  }

  record(): void {
    this.dispatch('open', { prefix: 'sound-maker', detail: { asked: this.choiceTarget.id } })
  }

  /** Every choice learns of the new sound; the one that asked for it takes it. */
  made({ detail }: CustomEvent<Made>): void {
    const option = new Option(detail.name, detail.value)
    option.dataset.src = detail.src
    this.ownTarget.append(option)
    if (detail.asked !== this.choiceTarget.id) return
    option.selected = true
    this.choiceTarget.dispatchEvent(new Event('change', { bubbles: true }))
  }

  get #isPlaying(): boolean {
    return this.buttonTarget.getAttribute('aria-pressed') === 'true'
  }
}
