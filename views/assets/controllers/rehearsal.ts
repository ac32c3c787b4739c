import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage, visit } from '@hotwired/turbo'
import { streams } from '../support/page.ts'
import { type LivePush, type LiveWhisper, whenLive } from '../support/signals.ts'

const gather = 60

/** The patient's phone: shows what changes on it, and keeps its newest line in view. */
export class RehearsalController extends Controller<HTMLElement> {
  static override targets = ['lines', 'say']
  static override values = { url: String, topic: String, open: Boolean }
  declare readonly sayTarget: HTMLFormElement
  declare readonly hasSayTarget: boolean
  declare readonly urlValue: string
  declare readonly topicValue: string
  declare readonly openValue: boolean
  leave: (() => void)[] = []
  fetching = 0

  override connect(): void {
    this.leave = [
      whenLive('whisper', (whisper) => this.hear(whisper)),
      whenLive('push', (push) => this.opened(push)),
    ]
  }

  override disconnect(): void {
    clearTimeout(this.fetching)
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
    if (topic === this.topicValue) this.fetching ||= setTimeout(() => void this.fetch(), gather)
  }

  /** The account has opened or closed: the page is another one. */
  opened({ topic }: LivePush): void {
    if (topic === 'channels' && !this.openValue) visit(this.urlValue, { action: 'replace' })
  }

  async fetch(): Promise<void> {
    this.fetching = 0
    const answer = await fetch(this.urlValue, { headers: { accept: streams } }).catch(() => undefined)
    if (answer?.ok) renderStreamMessage(await answer.text())
  }

  /** Turbo keeps what is typed through every change; what has been sent is typed no more. */
  said({ detail }: CustomEvent<{ success: boolean }>): void {
    if (detail.success && this.hasSayTarget) this.sayTarget.reset()
  }

  /** A file that was chosen leaves at once, as on a phone. */
  send({ target }: Event): void {
    if (target instanceof HTMLInputElement && target.files?.length) target.form?.requestSubmit()
  }
}
