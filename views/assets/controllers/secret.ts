import { Controller } from '@hotwired/stimulus'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The largest multiple of the letters that fits in a byte: above it, some would come more often. */
const fair = 248
const shownFor = 2000

/** Makes a secret in the browser, shows it once and copies it; the field takes it along with the form. */
export class SecretController extends Controller<HTMLElement> {
  static override targets = ['input', 'made', 'value', 'label']
  static override values = { length: Number, done: String }
  declare readonly inputTarget: HTMLInputElement
  declare readonly madeTarget: HTMLElement
  declare readonly valueTarget: HTMLElement
  declare readonly labelTarget: HTMLElement
  declare readonly lengthValue: number
  declare readonly doneValue: string

  make(): void {
    const secret = randomText(this.lengthValue)
    this.inputTarget.value = secret
    this.inputTarget.dispatchEvent(new Event('input', { bubbles: true }))
    this.valueTarget.textContent = secret
    this.madeTarget.hidden = false
  }

  /** Browsers have the clipboard on https alone; elsewhere the field itself is copied. */
  async copy(): Promise<void> {
    if (navigator.clipboard) await navigator.clipboard.writeText(this.inputTarget.value)
    else {
      getSelection()?.selectAllChildren(this.valueTarget)
      document.execCommand('copy')
    }
    const before = this.labelTarget.textContent
    this.labelTarget.textContent = this.doneValue
    setTimeout(() => (this.labelTarget.textContent = before), shownFor)
  }
}

function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    const bytes = crypto.getRandomValues(new Uint8Array(length))
    for (const byte of bytes) if (byte < fair && text.length < length) text += letters[byte % letters.length]
  }
  return text
}
