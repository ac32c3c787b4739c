import { Controller } from '@hotwired/stimulus'
import { copyOf, isComposing } from '../support/page.ts'
import { remember, remembered } from '../support/preferences.ts'
import { chosenIn } from '../support/targets.ts'

/** As many replies left as make one think of saving them. */
const few = 5

/** Where replies are few, short lines are collected and leave as one message, if the agent wishes. */
export class PileController extends Controller<HTMLFormElement> {
  static override targets = ['hint', 'lines', 'switch', 'template', 'text']
  static override values = { agent: Number }
  declare readonly hintTarget: HTMLElement
  declare readonly linesTarget: HTMLElement
  declare readonly switchTarget: HTMLElement
  declare readonly templateTarget: HTMLTemplateElement
  declare readonly textTarget: HTMLTextAreaElement
  declare readonly agentValue: number

  override connect(): void {
    this.draw()
  }

  turn(): void {
    remember(this.preference, this.isOn ? undefined : 'on')
    this.draw()
    this.textTarget.focus()
  }

  key(event: KeyboardEvent): void {
    if (isComposing(event) || !this.isPiling) return
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.altKey
    if (isEnter && (event.ctrlKey || event.metaKey)) this.element.requestSubmit()
    else if (isEnter) this.add()
    else if (event.key !== 'Backspace' || this.textTarget.value || !this.takeBack()) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  add(): void {
    const words = this.textTarget.value.trim()
    if (!words) return
    const line = copyOf(this.templateTarget)
    const label = line.querySelector('.pile-text')
    if (label) label.textContent = words
    this.linesTarget.append(line)
    this.write('')
  }

  drop({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) currentTarget.closest('.pile-line')?.remove()
    this.write(this.textTarget.value)
    this.textTarget.focus()
  }

  /** The last line stands in the field again. */
  takeBack(): boolean {
    const last = this.linesTarget.lastElementChild
    if (!last) return false
    last.remove()
    this.write(last.querySelector('.pile-text')?.textContent ?? '')
    return true
  }

  write(words: string): void {
    this.textTarget.value = words
    this.textTarget.dispatchEvent(new Event('input', { bubbles: true }))
    this.draw()
  }

  draw(): void {
    this.switchTarget.hidden = !this.isOffered
    this.switchTarget.setAttribute('aria-pressed', String(this.isOn))
    this.linesTarget.hidden = this.linesTarget.childElementCount === 0
    const { dataset, textContent } = this.hintTarget
    dataset.plain ??= textContent ?? ''
    this.hintTarget.textContent = (this.isPiling ? dataset.piling : dataset.plain) ?? ''
  }

  get isPiling(): boolean {
    const isNote = this.element.querySelector<HTMLInputElement>('[name="mode"][value="note"]')?.checked
    return this.isOn && this.isOffered && !isNote
  }

  get isOffered(): boolean {
    const left = chosenIn(this.element)?.left
    return left !== undefined && left <= few
  }

  get isOn(): boolean {
    return remembered(this.preference) === 'on'
  }

  get preference(): string {
    return `merge.${this.agentValue}`
  }
}
