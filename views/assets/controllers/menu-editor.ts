import { Controller } from '@hotwired/stimulus'

/** While a menu is written: how long each name has become, in bytes, and the menu as the customer will see it. */
export class MenuEditorController extends Controller<HTMLFormElement> {
  static override targets = ['item']
  declare readonly itemTargets: HTMLElement[]

  override connect(): void {
    this.draw()
  }

  draw(): void {
    for (const item of this.itemTargets) this.#drawItem(item, item.dataset.path ?? '')
  }

  #drawItem(item: HTMLElement, path: string): void {
    const name = this.#value(`item.${path}.name`)
    measure(item, name)
    for (const shown of this.element.querySelectorAll<HTMLElement>(`.menu-phone [data-path="${path}"]`)) {
      shown.dataset.type = this.#value(`item.${path}.type`)
      const label = shown.querySelector('span')
      if (label) label.textContent = name
    }
  }

  #value(field: string): string {
    const control = this.element.elements.namedItem(field)
    const isField = control instanceof HTMLInputElement || control instanceof HTMLSelectElement
    return isField ? control.value.trim() : ''
  }
}

function measure(item: HTMLElement, name: string): void {
  const meter = item.querySelector<HTMLElement>('[data-max]')
  if (!meter) return
  const used = new TextEncoder().encode(name).length
  meter.textContent = `${used} / ${meter.dataset.max}`
  meter.classList.toggle('meter-over', used > Number(meter.dataset.max))
}
