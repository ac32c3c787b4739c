import { clock } from './clock.ts'
import { tellListening } from './listening.ts'
import { drawWave } from './wave.ts'

const speeds = [1, 1.25, 1.5, 2, 0.75]
const jump = 5

type Shape = { peaks: number[]; ms: number }

/**
 * `<call-player data-url="/recordings/…">`: a recording with its waveform, to be played, skipped through and sped up.
 * Without scripts the browser's own player stands there.
 */
export class CallPlayer extends HTMLElement {
  #audio: HTMLAudioElement | undefined
  #seconds = 0

  connectedCallback(): void {
    const audio = this.querySelector('audio')
    const bar = this.querySelector<HTMLElement>('.player-bar')
    if (this.#audio || !audio || !bar) return
    this.#audio = audio
    this.#seconds = Number(this.dataset.ms) / 1000
    audio.hidden = true
    bar.hidden = false
    for (const event of ['play', 'pause', 'timeupdate', 'durationchange', 'ratechange'])
      audio.addEventListener(event, () => this.#draw())
    audio.addEventListener('error', () => this.#refuse())
    this.#part('play').addEventListener('click', () => this.#toggle())
    this.#part('speed').addEventListener('click', () => this.#faster())
    this.#part('wave').addEventListener('click', (event) => this.#seekTo(event))
    this.#part('wave').addEventListener('keydown', (event) => this.#seekBy(event))
    tellListening(audio, `${this.dataset.url}/listens`)
    void this.#load()
    this.#draw()
  }

  async #load() {
    const answer = await fetch(`${this.dataset.url}/shape`, { headers: { accept: 'application/json' } })
    if (!answer.ok) return this.#refuse()
    const { peaks, ms }: Shape = await answer.json()
    this.#seconds = ms / 1000
    drawWave(this.#part('wave'), peaks)
    this.#draw()
  }

  #toggle() {
    if (this.#audio?.paused) void this.#audio.play().catch(() => this.#refuse())
    else this.#audio?.pause()
  }

  #faster() {
    if (!this.#audio) return
    this.#audio.playbackRate = speeds[(speeds.indexOf(this.#audio.playbackRate) + 1) % speeds.length] ?? 1
  }

  #seekTo(event: MouseEvent) {
    const box = this.#part('wave').getBoundingClientRect()
    this.#seek(((event.clientX - box.left) / box.width) * this.#length)
  }

  #seekBy(event: KeyboardEvent) {
    const now = this.#audio?.currentTime ?? 0
    const [back, forth] = [now - jump, now + jump]
    const arrows = { ArrowLeft: back, ArrowDown: back, ArrowRight: forth, ArrowUp: forth }
    const to = { ...arrows, Home: 0, End: this.#length }[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.#seek(to)
  }

  #seek(seconds: number) {
    if (this.#audio) this.#audio.currentTime = Math.min(Math.max(0, seconds), this.#length)
    this.#draw()
  }

  get #length(): number {
    const { duration = NaN } = this.#audio ?? {}
    return Number.isFinite(duration) ? duration : this.#seconds
  }

  #draw() {
    const { paused = true, currentTime = 0, playbackRate = 1 } = this.#audio ?? {}
    const wave = this.#part('wave')
    this.toggleAttribute('data-playing', !paused)
    this.style.setProperty('--played', String(this.#length ? currentTime / this.#length : 0))
    wave.setAttribute('aria-valuemax', String(Math.round(this.#length)))
    wave.setAttribute('aria-valuenow', String(Math.round(currentTime)))
    wave.setAttribute('aria-valuetext', `${clock(currentTime)} / ${clock(this.#length)}`)
    this.#part('time').textContent = clock(currentTime || this.#length)
    this.#part('speed').textContent = `${playbackRate}×`
  }

  #refuse() {
    this.#part('refused').hidden = false
    this.#part('controls').hidden = true
  }

  #part(name: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(`.player-${name}`)
    if (!part) throw new Error(`the player lacks ${name}`)
    return part
  }
}
