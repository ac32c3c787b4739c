import { Controller } from '@hotwired/stimulus'
import { isComposing } from '../support/page.ts'

/** A field that saves itself when it is left or Enter is pressed; Escape takes back what was typed. */
export class InlineController extends Controller<HTMLFormElement> {
  save(): void {
    this.element.requestSubmit()
  }

  key(event: KeyboardEvent): void {
    const field = event.target
    if (!(field instanceof HTMLInputElement) || isComposing(event)) return
    if (event.key === 'Escape') field.value = field.defaultValue
    if (event.key === 'Escape' || event.key === 'Enter') field.blur()
    if (event.key === 'Enter') event.preventDefault()
  }
}
