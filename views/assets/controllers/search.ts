import { Controller } from '@hotwired/stimulus'

const pause = 250

/** Searches while somebody types, in the view that is open. */
export class SearchController extends Controller<HTMLFormElement> {
  timer = 0

  override disconnect(): void {
    clearTimeout(this.timer)
  }

  later(event: Event): void {
    if (event instanceof InputEvent && event.isComposing) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.now(), pause)
  }

  now(): void {
    const view = this.element.querySelector<HTMLInputElement>('[name="view"]')
    const shown = document.getElementById('rows')?.dataset.view
    if (view && shown) view.value = shown
    this.element.requestSubmit()
  }
}
