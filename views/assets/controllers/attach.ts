import { Controller } from '@hotwired/stimulus'
import { Attachments } from '../support/attachments.ts'
import { text, toast } from '../support/page.ts'
import { chosenIn } from '../support/targets.ts'

const waiting = new WeakMap<Element, Attachments>()

/** The files that wait in this composer. */
export function attachmentsOf(form: Element): Attachments | undefined {
  return waiting.get(form)
}

/** Files for a reply: picked, pasted or dropped, as far as the chosen way can send them. */
export class AttachController extends Controller<HTMLFormElement> {
  static override targets = ['files', 'template', 'input']
  declare readonly filesTarget: HTMLElement
  declare readonly templateTarget: HTMLTemplateElement
  declare readonly inputTarget: HTMLInputElement

  override connect(): void {
    if (!waiting.has(this.element))
      waiting.set(this.element, new Attachments(this.filesTarget, this.templateTarget))
  }

  pick({ currentTarget }: Event): void {
    this.inputTarget.accept = currentTarget instanceof HTMLElement ? (currentTarget.dataset.accept ?? '') : ''
    this.inputTarget.click()
  }

  picked(): void {
    this.add([...(this.inputTarget.files ?? [])])
    this.inputTarget.value = ''
  }

  paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || !this.takesFiles) return
    event.preventDefault()
    this.add(files)
  }

  over(event: DragEvent): void {
    if (!this.takesFiles || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.element.dataset.over = ''
  }

  out(): void {
    delete this.element.dataset.over
  }

  drop(event: DragEvent): void {
    this.out()
    if (!this.takesFiles || !event.dataTransfer?.files.length) return
    event.preventDefault()
    this.add([...event.dataTransfer.files])
  }

  add(files: File[]): void {
    const fitting = files.filter((file) => this.can.includes(familyOf(file)) || this.can.includes('file'))
    if (fitting.length < files.length) toast(text('kind'))
    attachmentsOf(this.element)?.add(fitting)
  }

  /** Notes are words alone. */
  get takesFiles(): boolean {
    const isNote = this.element.querySelector<HTMLInputElement>('[name="mode"][value="note"]')?.checked
    return !isNote && this.isOpen && ['image', 'video', 'file'].some((family) => this.can.includes(family))
  }

  get isOpen(): boolean {
    return chosenIn(this.element)?.isOpen ?? false
  }

  get can(): string[] {
    return chosenIn(this.element)?.can ?? []
  }
}

function familyOf({ type }: File): string {
  const [family = ''] = type.split('/')
  return family === 'image' || family === 'video' ? family : 'file'
}
