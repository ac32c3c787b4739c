import { Controller } from '@hotwired/stimulus'
import { text } from '../support/page.ts'
import { canRecord, record, type Recording } from '../support/recording.ts'
import { upload } from '../support/upload.ts'

const longest = 60
const bars = 28
const frame = 100

/** A voice note: recorded with its level in sight, heard before it is sent, or thrown away. */
export class RecorderController extends Controller<HTMLFormElement> {
  static override targets = [
    'audio',
    'bar',
    'error',
    'level',
    'live',
    'preview',
    'said',
    'send',
    'stop',
    'time',
  ]
  declare readonly audioTarget: HTMLAudioElement
  declare readonly barTarget: HTMLElement
  declare readonly errorTarget: HTMLElement
  declare readonly levelTarget: HTMLElement
  declare readonly liveTarget: HTMLElement
  declare readonly previewTarget: HTMLElement
  declare readonly saidTarget: HTMLElement
  declare readonly sendTarget: HTMLButtonElement
  declare readonly stopTarget: HTMLElement
  declare readonly timeTarget: HTMLElement
  recording?: Recording
  recorded?: { file: File; seconds: number }
  ticking = 0
  began = 0

  override disconnect(): void {
    this.cancel()
  }

  async start(): Promise<void> {
    if (this.recording || this.recorded) return
    this.show('recording')
    try {
      if (!canRecord()) throw new Error('no recorder')
      const recording = await record()
      if (this.barTarget.hidden) return recording.drop()
      this.recording = recording
    } catch {
      return this.fail(this.errorTarget.dataset.denied ?? '')
    }
    this.began = Date.now()
    this.ticking = setInterval(() => this.tick(), frame)
    this.stopTarget.focus()
  }

  tick(): void {
    const seconds = (Date.now() - this.began) / 1000
    this.timeTarget.textContent = clock(seconds)
    const bar = document.createElement('i')
    bar.style.setProperty('--level', (this.recording?.level() ?? 0).toFixed(2))
    this.levelTarget.append(bar)
    if (this.levelTarget.childElementCount > bars) this.levelTarget.firstElementChild?.remove()
    if (seconds >= longest) void this.stop()
  }

  async stop(): Promise<void> {
    const { recording } = this
    if (!recording) return
    clearInterval(this.ticking)
    this.recording = undefined
    const recorded = await recording.stop().catch(() => undefined)
    if (!recorded || recorded.seconds < 0.5) return this.fail(this.errorTarget.dataset.short ?? '')
    this.recorded = recorded
    this.audioTarget.src = URL.createObjectURL(recorded.file)
    this.show('ready')
    this.sendTarget.focus()
  }

  async send(): Promise<void> {
    if (!this.recorded) return
    const { file, seconds } = this.recorded
    this.sendTarget.setAttribute('aria-busy', 'true')
    try {
      const { uid } = await upload(file, () => {}).done
      this.dispatch('said', { detail: { files: [uid], duration: Math.max(1, Math.round(seconds)) } })
      this.cancel()
    } catch (error) {
      this.complain((error instanceof Error && error.message) || text('uploadFailed'))
    }
    this.sendTarget.removeAttribute('aria-busy')
  }

  cancel(): void {
    clearInterval(this.ticking)
    this.recording?.drop()
    if (this.audioTarget.src) URL.revokeObjectURL(this.audioTarget.src)
    this.audioTarget.removeAttribute('src')
    this.recording = undefined
    this.recorded = undefined
    this.show('idle')
  }

  show(stage: 'idle' | 'recording' | 'ready'): void {
    this.barTarget.hidden = stage === 'idle'
    this.element.toggleAttribute('data-recording', stage !== 'idle')
    this.liveTarget.hidden = stage !== 'recording'
    this.timeTarget.hidden = stage !== 'recording'
    this.stopTarget.hidden = stage !== 'recording'
    this.previewTarget.hidden = stage !== 'ready'
    this.sendTarget.hidden = stage !== 'ready'
    this.saidTarget.textContent = this.saidTarget.dataset[stage] ?? ''
    this.levelTarget.replaceChildren()
    this.timeTarget.textContent = clock(0)
    this.complain('')
  }

  /** Nothing to send: says why, and only leaves the way out. */
  fail(reason: string): void {
    this.cancel()
    this.show('recording')
    this.liveTarget.hidden = true
    this.timeTarget.hidden = true
    this.stopTarget.hidden = true
    this.complain(reason)
  }

  complain(reason: string): void {
    Object.assign(this.errorTarget, { textContent: reason, hidden: !reason })
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
