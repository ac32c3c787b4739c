import { Controller } from '@hotwired/stimulus'
import { hush, play } from './player.ts'

/** A button that plays one sound, and stops it. */
export class SoundPlayController extends Controller<HTMLElement> {
  static override targets = ['button']
  static override values = { src: String }
  declare readonly buttonTarget: HTMLElement
  declare readonly srcValue: string

  override disconnect(): void {
    if (this.#isPlaying) hush()
  }

  async toggle(): Promise<void> {
    if (this.#isPlaying) return hush()
    const played = play(this.srcValue)
    this.buttonTarget.setAttribute('aria-pressed', 'true')
    await played
    this.buttonTarget.setAttribute('aria-pressed', 'false')
  }

  get #isPlaying(): boolean {
    return this.buttonTarget.getAttribute('aria-pressed') === 'true'
  }
}
