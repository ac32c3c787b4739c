import { Controller } from '@hotwired/stimulus'

/** The week's opening hours: closed days rest, and one day's times go to all. Without scripts the server copies. */
export class HoursController extends Controller<HTMLElement> {
  static override targets = ['day']
  declare readonly dayTargets: HTMLElement[]

  override connect(): void {
    this.toggle()
  }

  toggle(): void {
    for (const day of this.dayTargets) day.dataset.closed = String(!this.#switch(day)?.checked)
  }

  copy(event: Event): void {
    event.preventDefault()
    const { currentTarget } = event
    const source = currentTarget instanceof Element ? currentTarget.closest<HTMLElement>('[data-day]') : null
    if (!source) return
    for (const day of this.dayTargets) this.#copy(source, day)
    this.toggle()
  }

  #copy(source: HTMLElement, day: HTMLElement): void {
    const [from, to] = [source, day].map((each) => [
      ...each.querySelectorAll<HTMLInputElement>('[type=time]'),
    ])
    to?.forEach((field, at) => (field.value = from?.[at]?.value ?? ''))
    const here = this.#switch(day)
    if (here) here.checked = this.#switch(source)?.checked ?? false
  }

  #switch(day: HTMLElement): HTMLInputElement | null {
    return day.querySelector<HTMLInputElement>('[role=switch]')
  }
}
