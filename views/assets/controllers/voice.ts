import { Controller } from '@hotwired/stimulus'

/** A voice message: our own small player where scripts run, the browser's where they do not. */
export class VoiceController extends Controller<HTMLElement> {
  static override targets = ['audio', 'button', 'progress', 'time']
  declare readonly audioTarget: HTMLAudioElement
  declare readonly buttonTarget: HTMLButtonElement
  declare readonly progressTarget: HTMLProgressElement
  declare readonly timeTarget: HTMLElement

  override connect(): void {
    this.audioTarget.removeAttribute('controls')
    this.audioTarget.hidden = true
    this.buttonTarget.hidden = false
    this.progressTarget.hidden = false
    for (const event of ['play', 'pause', 'ended', 'timeupdate', 'durationchange'])
      this.audioTarget.addEventListener(event, this.draw)
    this.draw()
  }

  override disconnect(): void {
    this.audioTarget.pause()
  }

  toggle(): void {
    if (this.audioTarget.paused) void this.audioTarget.play()
    else this.audioTarget.pause()
  }

  draw = (): void => {
    const { paused, currentTime, duration } = this.audioTarget
    const whole = Number.isFinite(duration) ? duration : Number(this.timeTarget.dataset.duration) || 0
    this.element.toggleAttribute('data-playing', !paused)
    this.progressTarget.value = whole ? currentTime / whole : 0
    const seconds = Math.round(currentTime || whole)
    this.timeTarget.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
}
