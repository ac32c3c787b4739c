import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage, visit } from '@hotwired/turbo'
import { streams, text, toast } from '../support/page.ts'
import { canRecord, record, type Recording } from '../support/recording.ts'
import { type LivePush, type LiveWhisper, whenLive } from '../support/signals.ts'

const gather = 60

/** The patient's phone: shows what changes on it, and keeps its newest line in view. */
export class RehearsalController extends Controller<HTMLElement> {
  static override targets = ['lines', 'say']
  static override values = { url: String, topic: String, open: Boolean }
  declare readonly sayTarget: HTMLInputElement
  declare readonly urlValue: string
  declare readonly topicValue: string
  declare readonly openValue: boolean
  leave: (() => void)[] = []
  fetching = 0
  recording: Recording | undefined
  leaving = ''

  override connect(): void {
    this.leave = [
      whenLive('whisper', (whisper) => this.hear(whisper)),
      whenLive('push', (push) => this.opened(push)),
    ]
  }

  override disconnect(): void {
    clearTimeout(this.fetching)
    this.recording?.drop()
    for (const leave of this.leave) leave()
  }

  linesTargetConnected(lines: HTMLElement): void {
    const follow = () => (lines.scrollTop = lines.scrollHeight)
    const observer = new MutationObserver(follow)
    observer.observe(lines, { childList: true })
    lines.addEventListener('load', follow, { capture: true })
    this.leave.push(() => observer.disconnect())
    follow()
  }

  hear({ topic }: LiveWhisper): void {
    if (topic === this.topicValue) this.fetchSoon()
  }

  /** The account has opened or closed: a page that began without a phone is another one now. */
  opened({ topic }: LivePush): void {
    if (topic !== 'channels') return
    if (this.openValue) this.fetchSoon()
    else visit(this.urlValue, { action: 'replace' })
  }

  fetchSoon(): void {
    this.fetching ||= setTimeout(() => void this.fetch(), gather)
  }

  async fetch(): Promise<void> {
    this.fetching = 0
    const answer = await fetch(`${this.urlValue}/phone`, { headers: { accept: streams } }).catch(
      () => undefined,
    )
    if (answer?.ok) renderStreamMessage(await answer.text())
  }

  /** What leaves is typed no more, so that the next line can be begun before the answer is there. */
  says(): void {
    this.leaving = this.sayTarget.value
    this.sayTarget.value = ''
  }

  /** What could not leave comes back, unless another line was begun. */
  said({ detail }: CustomEvent<{ success?: boolean }>): void {
    if (detail.success === false) this.sayTarget.value ||= this.leaving
  }

  /** A file that was chosen leaves at once, as on a phone. */
  send({ target }: Event): void {
    if (target instanceof HTMLInputElement && target.files?.length) target.form?.requestSubmit()
  }

  /** Where there is a microphone a voice message is spoken, and not chosen: one touch begins, the next one sends. */
  talk(event: MouseEvent): void {
    const tool = event.currentTarget
    if (!(tool instanceof HTMLLabelElement) || event.target instanceof HTMLInputElement || !canRecord())
      return
    event.preventDefault()
    void (this.recording ? this.hangUp(tool) : this.listen(tool))
  }

  async listen(tool: HTMLLabelElement): Promise<void> {
    this.recording = await record().catch(() => undefined)
    if (this.recording) this.swap(tool)
    else toast(text('failed'))
  }

  async hangUp(tool: HTMLLabelElement): Promise<void> {
    const { recording } = this
    this.recording = undefined
    this.swap(tool)
    const input = tool.control
    if (!recording || !(input instanceof HTMLInputElement)) return
    const files = new DataTransfer()
    files.items.add((await recording.stop()).file)
    input.files = files.files
    input.form?.requestSubmit()
    input.value = ''
  }

  /** The other of its two labels: what the next touch does. */
  swap(tool: HTMLLabelElement): void {
    const label = tool.querySelector('span')
    const shown = label?.textContent ?? ''
    if (label) label.textContent = tool.dataset.label ?? ''
    tool.dataset.label = shown
    tool.toggleAttribute('data-recording', Boolean(this.recording))
  }
}
