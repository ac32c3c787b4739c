import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'
import { contentOf } from '../support/contents.ts'
import { clearFault, clearFaults, type Fault, faultsIn, showFaults } from '../support/faults.ts'
import { copyOf, icon, send, text } from '../support/page.ts'
import { mayBePublic } from '../support/public.ts'
import { addressOf, chosenIn } from '../support/targets.ts'
import { upload } from '../support/upload.ts'

const mostItems = 10

/** A dialog that makes a message of its fields: a link, a card, a question, a notice. What is wrong is said beside its field. */
export class SheetController extends Controller<HTMLDialogElement> {
  static override targets = ['add', 'frame', 'item', 'items', 'mark', 'picture', 'send', 'to']
  static override values = { kind: String, conversation: Number, source: String }
  declare readonly addTarget: HTMLElement
  declare readonly frameTarget: HTMLElement
  declare readonly itemTarget: HTMLTemplateElement
  declare readonly itemsTarget: HTMLElement
  declare readonly markTarget: HTMLElement
  declare readonly hasMarkTarget: boolean
  declare readonly pictureTarget: HTMLInputElement
  declare readonly sendTarget: HTMLButtonElement
  declare readonly toTarget: HTMLElement
  declare readonly kindValue: string
  declare readonly conversationValue: number
  declare readonly sourceValue: string
  /** A message that may have been taken is sent again under the same id. */
  clientId = ''

  open(): void {
    const chosen = chosenIn(this.composer)
    this.toTarget.textContent = chosen ? text('to', { name: chosen.name.split(' · ')[0] ?? '' }) : ''
    if (this.sourceValue)
      this.frameTarget.setAttribute('src', `${this.sourceValue}?identity=${chosen?.identity}`)
    this.clientId ||= crypto.randomUUID()
    this.element.showModal()
    this.focusFirst()
  }

  close(): void {
    this.element.close()
  }

  closed(): void {
    this.composer.querySelector<HTMLElement>('textarea[name="text"]')?.focus()
  }

  /** The list of notices, or the fields of one, have come. */
  filled(): void {
    const hasFields = this.form.querySelector('[name="template"]') !== null
    this.sendTarget.disabled = !hasFields
    this.focusFirst()
  }

  focusFirst(): void {
    this.form.querySelector<HTMLElement>('input:not([type="hidden"], [type="file"])')?.focus()
  }

  typed({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return
    clearFault(this.form, target)
    const { key } = target.dataset
    if (key) preview(this.form, key, target.value.trim())
  }

  async send(event: Event): Promise<void> {
    event.preventDefault()
    const faults = faultsIn(this.form)
    showFaults(this.form, faults)
    if (faults.length > 0) return
    const content = contentOf(this.kindValue, this.form)
    const words = String(content['title'] ?? content['head'] ?? '')
    if (!(await mayBePublic(this.composer, this.conversationValue, words))) return
    this.sendTarget.setAttribute('aria-busy', 'true')
    const body = { clientId: this.clientId, content, ...addressOf(chosenIn(this.composer)) }
    const answer = await send(this.form.action, body).catch(() => undefined)
    this.sendTarget.removeAttribute('aria-busy')
    if (answer?.ok) this.sent(await answer.text())
    else showFaults(this.form, await faultsOf(answer))
  }

  sent(html: string): void {
    renderStreamMessage(html)
    this.clientId = ''
    this.form.reset()
    for (const extra of this.element.querySelectorAll('.choices-item:has(button)')) extra.remove()
    if (this.hasMarkTarget) this.drop()
    clearFaults(this.form)
    this.close()
  }

  add(): void {
    const item = copyOf(this.itemTarget)
    this.addTarget.before(item)
    this.addTarget.hidden = this.itemsTarget.querySelectorAll('.choices-item').length >= mostItems
    item.querySelector('input')?.focus()
  }

  remove({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLElement) currentTarget.closest('.choices-item')?.remove()
    this.addTarget.hidden = false
    this.addTarget.focus()
  }

  /** The picture goes up as soon as it is chosen. */
  async picture({ target }: Event): Promise<void> {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
    this.drop()
    if (!file) return
    this.sendTarget.disabled = true
    try {
      const { uid } = await upload(file, () => {}).done
      this.pictureTarget.value = uid
      const image = Object.assign(new Image(), { src: `/files/${uid}?size=thumbnail`, alt: '' })
      this.markTarget.replaceChildren(image)
    } catch (error) {
      const message = (error instanceof Error && error.message) || text('uploadFailed')
      showFaults(this.form, [{ field: 'picture', message }])
    }
    this.sendTarget.disabled = false
  }

  drop(): void {
    this.pictureTarget.value = ''
    this.markTarget.replaceChildren(icon('image'))
  }

  get form(): HTMLFormElement {
    const form = this.element.querySelector('form')
    if (!form) throw new Error('a dialog without a form')
    return form
  }

  get composer(): HTMLElement {
    return document.getElementById(`composer-${this.conversationValue}`) ?? this.element
  }
}

async function faultsOf(answer: Response | undefined): Promise<Fault[]> {
  const unknown = [{ field: '', message: text('failed') }]
  if (!answer?.headers.get('content-type')?.includes('json')) return unknown
  const { error, faults = [] }: { error?: string; faults?: Fault[] } = await answer.json()
  if (faults.length > 0) return faults
  return error ? [{ field: '', message: error }] : unknown
}

function preview(form: HTMLFormElement, key: string, value: string) {
  for (const place of form.querySelectorAll<HTMLElement>('.notice-value')) {
    if (place.dataset.key !== key) continue
    place.textContent = value || (place.dataset.empty ?? '')
    place.toggleAttribute('data-filled', Boolean(value))
  }
}
