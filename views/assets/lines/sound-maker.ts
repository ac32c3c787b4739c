import { Controller } from '@hotwired/stimulus'
import { json, reasonOf, send } from '../support/page.ts'
import { canRecord, convert, record, type Recording } from '../support/recording.ts'
import { hush } from './player.ts'

/** `asked`: the choice that wants it, on a page that stays; `id`: the sound that it replaces; `key`: one of the house. */
type Wanted = { asked?: string; id?: number; key?: string; name?: string }

const frame = 100
const longest = 300

/** Records a sound or takes a file of any format, lets it be heard, and sends it as WAV of telephone quality. */
export class SoundMakerController extends Controller<HTMLDialogElement> {
  static override targets = ['name', 'recorder', 'label', 'file', 'level', 'time', 'audio', 'error', 'save']
  static override values = {
    url: String,
    record: String,
    stop: String,
    denied: String,
    unreadable: String,
    failed: String,
  }
  declare readonly nameTarget: HTMLInputElement
  declare readonly recorderTarget: HTMLElement
  declare readonly labelTarget: HTMLElement
  declare readonly fileTarget: HTMLInputElement
  declare readonly levelTarget: HTMLElement
  declare readonly timeTarget: HTMLElement
  declare readonly audioTarget: HTMLAudioElement
  declare readonly errorTarget: HTMLElement
  declare readonly saveTarget: HTMLButtonElement
  declare readonly urlValue: string
  declare readonly recordValue: string
  declare readonly stopValue: string
  declare readonly deniedValue: string
  declare readonly unreadableValue: string
  declare readonly failedValue: string
  #wanted: Wanted = {}
  #recording?: Recording
  #sound?: File
  #ticking = 0

  override disconnect(): void {
    this.drop()
  }

  open({ detail }: CustomEvent<Wanted>): void {
    hush()
    this.drop()
    this.#wanted = detail
    this.nameTarget.value = detail.name ?? ''
    this.nameTarget.disabled = detail.id !== undefined
    this.element.showModal()
  }

  async toggle(): Promise<void> {
    if (this.#recording) return this.#stop()
    this.#keep(undefined)
    this.fileTarget.value = ''
    try {
      if (!canRecord()) throw new Error('no microphone')
      this.#recording = await record()
    } catch {
      return this.#complain(this.deniedValue)
    }
    if (!this.element.open) return this.drop()
    const began = Date.now()
    this.#draw()
    this.#ticking = window.setInterval(() => this.#tick((Date.now() - began) / 1000), frame)
  }

  async take(): Promise<void> {
    const file = this.fileTarget.files?.[0]
    this.#drop()
    if (!file) return
    try {
      this.#keep((await convert(file)).file)
      this.nameTarget.value ||= file.name.replace(/\.\w+$/, '')
    } catch {
      this.#complain(this.unreadableValue)
    }
  }

  async save(event: SubmitEvent): Promise<void> {
    const isSaved = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'save'
    if (!isSaved) return
    event.preventDefault()
    if (!this.#sound) return
    this.saveTarget.setAttribute('aria-busy', 'true')
    const reason = await this.#send(this.#sound).catch(() => this.failedValue)
    this.saveTarget.removeAttribute('aria-busy')
    this.#complain(reason)
    if (!reason) this.element.close()
  }

  /** Forgets what was recorded or chosen. */
  drop(): void {
    this.#drop()
    this.fileTarget.value = ''
  }

  /** Answers what is wrong, or nothing. */
  async #send(sound: File): Promise<string> {
    const { id, key, asked } = this.#wanted
    const form = new FormData()
    form.append('file', sound)
    form.append('name', this.nameTarget.value)
    if (key) form.append('key', key)
    const answer = await send(id ? `${this.urlValue}/${id}/file` : this.urlValue, form, json)
    if (!answer.ok) return (await reasonOf(answer)) || this.failedValue
    if (asked) this.dispatch('made', { detail: { ...(await answer.json()), asked } })
    else location.reload()
    return ''
  }

  async #stop(): Promise<void> {
    const recording = this.#recording
    this.#recording = undefined
    this.#draw()
    const recorded = await recording?.stop().catch(() => undefined)
    this.#keep(recorded?.file)
    if (!recorded) this.#complain(this.deniedValue)
  }

  #tick(seconds: number): void {
    this.levelTarget.style.setProperty('--level', (this.#recording?.level() ?? 0).toFixed(2))
    this.timeTarget.textContent = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
    if (seconds >= longest) void this.#stop()
  }

  #keep(sound: File | undefined): void {
    if (this.audioTarget.src) URL.revokeObjectURL(this.audioTarget.src)
    this.#sound = sound
    this.saveTarget.disabled = !sound
    this.audioTarget.hidden = !sound
    if (sound) this.audioTarget.src = URL.createObjectURL(sound)
    else this.audioTarget.removeAttribute('src')
    this.#complain('')
  }

  #drop(): void {
    this.#recording?.drop()
    this.#recording = undefined
    this.#keep(undefined)
    this.#draw()
  }

  #draw(): void {
    const isRecording = this.#recording !== undefined
    if (!isRecording) clearInterval(this.#ticking)
    this.levelTarget.hidden = !isRecording
    this.recorderTarget.setAttribute('aria-pressed', String(isRecording))
    this.labelTarget.textContent = isRecording ? this.stopValue : this.recordValue
  }

  #complain(reason: string): void {
    Object.assign(this.errorTarget, { textContent: reason, hidden: !reason })
  }
}
