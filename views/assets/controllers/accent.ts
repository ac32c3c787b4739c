import { Controller } from '@hotwired/stimulus'
import { contrastsOf } from '../support/contrast.ts'

const readable = 4.5
const tooLight = 2.2

/** Shows a colour at work while it is chosen, and whether text on it can be read. */
export class AccentController extends Controller<HTMLElement> {
  static override targets = ['input', 'swatch', 'preview', 'ratio', 'verdict']
  static override values = { good: String, deepened: String, dark: String }
  declare readonly inputTarget: HTMLInputElement
  declare readonly swatchTargets: HTMLButtonElement[]
  declare readonly previewTarget: HTMLElement
  declare readonly ratioTarget: HTMLElement
  declare readonly verdictTarget: HTMLElement
  declare readonly goodValue: string
  declare readonly deepenedValue: string
  declare readonly darkValue: string

  override connect(): void {
    for (const swatch of this.swatchTargets) swatch.style.backgroundColor = swatch.value
    this.previewTarget.hidden = false
    this.show()
  }

  choose({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLButtonElement) this.inputTarget.value = currentTarget.value
    this.show()
  }

  show(): void {
    const colour = this.inputTarget.value
    const { white, black } = contrastsOf(colour)
    this.previewTarget.style.setProperty('--sample', colour)
    this.previewTarget.style.setProperty('--on-sample', white < tooLight ? 'black' : 'white')
    this.previewTarget.dataset.readable = String(white >= readable)
    this.ratioTarget.textContent = `${Math.max(white, white < tooLight ? black : 0).toFixed(1)} : 1`
    this.verdictTarget.textContent = this.#verdict(white)
    for (const swatch of this.swatchTargets) swatch.ariaPressed = String(swatch.value === colour)
  }

  #verdict(white: number): string {
    if (white >= readable) return this.goodValue
    return white < tooLight ? this.darkValue : this.deepenedValue
  }
}
