import { Controller } from '@hotwired/stimulus'
import { isComposing } from '../support/page.ts'

/** Offers colleagues after an @ in a note. Stands on the composer, and hears its keys first. */
export class MentionController extends Controller<HTMLFormElement> {
  static override targets = ['text', 'list']
  declare readonly textTarget: HTMLTextAreaElement
  declare readonly listTarget: HTMLElement

  suggest(): void {
    const start = this.isNote ? /@([^\s@]*)$/.exec(this.before)?.[1]?.toLowerCase() : undefined
    for (const option of this.options) {
      option.hidden = start === undefined || !option.dataset.name?.toLowerCase().includes(start)
    }
    this.listTarget.hidden = this.shown.length === 0
    this.choose(this.shown[0])
  }

  /** The @ of the button under the text. */
  begin(): void {
    const field = this.textTarget
    field.setRangeText('@', field.selectionStart, field.selectionEnd, 'end')
    field.focus()
    this.suggest()
  }

  key(event: KeyboardEvent): void {
    if (this.listTarget.hidden || isComposing(event) || !this.moves(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  pick({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) this.write(currentTarget)
  }

  moves(key: string): boolean {
    const at = this.shown.findIndex((option) => option.ariaSelected === 'true')
    const chosen = this.shown[at]
    if ((key === 'Enter' || key === 'Tab') && chosen) this.write(chosen)
    else if (key === 'ArrowDown') this.choose(this.shown[Math.min(at + 1, this.shown.length - 1)])
    else if (key === 'ArrowUp') this.choose(this.shown[Math.max(at - 1, 0)])
    else if (key === 'Escape') this.listTarget.hidden = true
    else return false
    return true
  }

  write({ dataset }: HTMLElement): void {
    const field = this.textTarget
    field.setRangeText(`@${dataset.name} `, this.before.lastIndexOf('@'), field.selectionStart, 'end')
    this.listTarget.hidden = true
    field.focus()
  }

  choose(chosen: HTMLElement | undefined): void {
    for (const option of this.options) option.setAttribute('aria-selected', String(option === chosen))
  }

  get isNote(): boolean {
    return this.element.querySelector<HTMLInputElement>('[name="mode"][value="note"]')?.checked ?? false
  }

  get before(): string {
    return this.textTarget.value.slice(0, this.textTarget.selectionStart)
  }

  get options(): HTMLElement[] {
    return [...this.listTarget.querySelectorAll<HTMLElement>('[role="option"]')]
  }

  get shown(): HTMLElement[] {
    return this.options.filter((option) => !option.hidden)
  }
}

/** The ids of those whose names stand after an @ in the text. */
export function mentionedIn(form: HTMLElement, words: string): number[] {
  const named = [...form.querySelectorAll<HTMLElement>('[data-mention-target="list"] [role="option"]')]
  return named
    .filter(({ dataset }) => words.includes(`@${dataset.name}`))
    .map(({ dataset }) => Number(dataset.id))
}
