import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'
import { meterLevel, restText } from '../support/countdown.ts'
import { streams, text } from '../support/page.ts'
import { type LivePush, whenLive } from '../support/signals.ts'
import { type Chosen, chosenIn, clinicNow, pick, pickedFor, setClinicNow } from '../support/targets.ts'

const gather = 300

/** Over what the agent answers: which way is chosen, what it can do, how many replies it has left and until when. */
export class TargetController extends Controller<HTMLFormElement> {
  static override targets = ['bar', 'choice', 'item', 'menu', 'meter', 'name', 'note', 'said', 'text', 'tool']
  static override values = { conversation: Number }
  declare readonly choiceTarget: HTMLSelectElement
  declare readonly hasChoiceTarget: boolean
  declare readonly itemTargets: HTMLElement[]
  declare readonly menuTarget: HTMLElement
  declare readonly hasMenuTarget: boolean
  declare readonly meterTargets: HTMLElement[]
  declare readonly nameTargets: HTMLElement[]
  declare readonly noteTargets: HTMLElement[]
  declare readonly saidTarget: HTMLElement
  declare readonly textTarget: HTMLTextAreaElement
  declare readonly toolTargets: HTMLElement[]
  declare readonly conversationValue: number
  refreshing = 0
  ticking = 0
  wasOpen = true
  leave: (() => void)[] = []

  override connect(): void {
    this.leave = [
      whenLive('push', (push) => this.hear(push)),
      whenLive('connection', ({ up }) => up && this.refreshSoon()),
    ]
    this.ticking = setInterval(() => this.tick(), 1000)
    this.draw()
  }

  override disconnect(): void {
    clearInterval(this.ticking)
    clearTimeout(this.refreshing)
    this.refreshing = 0
    for (const leave of this.leave) leave()
  }

  /** The server has told how things stand: what the agent picked stays, and so does what they are writing over. */
  barTargetConnected(bar: HTMLElement): void {
    setClinicNow(bar.dataset.now)
    const kept = pickedFor(this.conversationValue)
    if (kept && this.hasChoiceTarget && has(this.choiceTarget, kept)) this.choiceTarget.value = kept
    this.draw()
  }

  noteTargetConnected(): void {
    this.draw()
  }

  pick({ currentTarget }: Event): void {
    const identity = currentTarget instanceof HTMLElement ? currentTarget.dataset.identity : undefined
    if (!identity || !this.hasChoiceTarget) return
    this.choiceTarget.value = identity
    pick(this.conversationValue, identity)
    if (this.hasMenuTarget) this.menuTarget.hidePopover()
    this.draw()
    this.textTarget.focus()
  }

  /** From where everybody reads to where the customer reads alone, with a first line to begin with. */
  goPrivate(event: Event): void {
    const words = event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset.text : ''
    this.pick(event)
    if (this.textTarget.value.trim() || !words) return
    this.textTarget.value = words
    this.textTarget.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** Opens the dialog that the button names. */
  open({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLElement)) return
    currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
    const sheet = document.getElementById(currentTarget.dataset.sheet ?? '')
    sheet?.dispatchEvent(new CustomEvent('sheet:open'))
  }

  draw(): void {
    const chosen = chosenIn(this.element)
    const identity = String(chosen?.identity ?? '')
    for (const each of [...this.noteTargets, ...this.meterTargets, ...this.nameTargets])
      each.hidden = each.dataset.identity !== identity
    for (const item of this.itemTargets)
      item.setAttribute('aria-current', String(item.dataset.identity === identity))
    for (const tool of this.toolTargets) tool.hidden = !isAble(chosen, tool.dataset.can ?? '')
    if (chosen?.most) this.textTarget.maxLength = chosen.most
    else this.textTarget.removeAttribute('maxlength')
    this.drawWindow(chosen)
    this.dispatch('changed')
  }

  drawWindow(chosen: Chosen | undefined): void {
    const isOpen = chosen?.isOpen ?? true
    this.element.toggleAttribute('data-closed', !isOpen)
    const note = this.noteTargets.find((each) => !each.hidden)
    const closed = note?.querySelector<HTMLElement>('.window-closed')
    const meter = this.meterTargets.find((each) => !each.hidden)
    if (closed) closed.hidden = isOpen
    if (meter) meter.hidden = !isOpen
    this.wasOpen = isOpen
    this.tick()
    const window = isOpen ? meter?.querySelector('.meter-text') : closed?.querySelector('strong')
    const words = [note?.querySelector('.public-strip strong'), window].map((part) => part?.textContent ?? '')
    this.say(words.filter(Boolean).join(' · '))
  }

  /** Counts down, and closes the window when its time is over, whoever looks. */
  tick(): void {
    const chosen = chosenIn(this.element)
    const meter = this.meterTargets.find((each) => !each.hidden)
    const rest = chosen?.until === undefined ? undefined : chosen.until - clinicNow()
    if (meter) {
      meter.dataset.level = meterLevel({ left: chosen?.left, rest })
      const line = meter.querySelector('.meter-rest')
      const time = restText(rest ?? 0)
      const words = time && text('rest', { time })
      if (line && line.textContent !== words) line.textContent = words
    }
    if (!chosen || chosen.isOpen === this.wasOpen) return
    this.drawWindow(chosen)
    this.refreshSoon()
  }

  hear({ topic, data }: LivePush): void {
    const isOurs = this.element
      .closest<HTMLElement>('[data-topics]')
      ?.dataset.topics?.split(' ')
      .includes(topic)
    if (isOurs && this.concerns(data ?? {})) this.refreshSoon()
  }

  /** Where one way is always open, only somebody new, or something about the person, makes a difference. */
  concerns({ type, author }: Record<string, unknown>): boolean {
    if (type === 'conversation.seen') return false
    if (!this.hasChoiceTarget || this.isCounted) return true
    const [kind, identity = ''] = String(author ?? '').split(':')
    return kind ? kind === 'identity' && !has(this.choiceTarget, identity) : type === undefined
  }

  get isCounted(): boolean {
    const isOnly = this.choiceTarget.options.length === 1
    return !isOnly || this.meterTargets.length > 0 || this.element.matches('[data-closed]')
  }

  refreshSoon(): void {
    this.refreshing ||= setTimeout(() => void this.refresh(), gather)
  }

  async refresh(): Promise<void> {
    this.refreshing = 0
    if (this.hasMenuTarget && this.menuTarget.matches(':popover-open')) return this.refreshSoon()
    if (this.textTarget.value.trim() && this.hasChoiceTarget)
      pick(this.conversationValue, this.choiceTarget.value)
    const url = `/conversations/${this.conversationValue}/targets`
    const answer = await fetch(url, { headers: { accept: streams } }).catch(() => undefined)
    if (answer?.ok) renderStreamMessage(await answer.text())
  }

  /** Tells those who do not see the meter, when it has changed. */
  say(words: string): void {
    const { dataset } = this.saidTarget
    const isNew = dataset.words !== undefined && dataset.words !== words
    dataset.words = words
    if (isNew) this.saidTarget.textContent = words
  }
}

function has(choice: HTMLSelectElement, identity: string): boolean {
  return [...choice.options].some(({ value }) => value === identity)
}

function isAble(chosen: Chosen | undefined, wanted: string): boolean {
  return wanted.split(' ').some((each) => chosen?.can.includes(each))
}
