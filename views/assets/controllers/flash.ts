import { Controller } from '@hotwired/stimulus'
import { toast } from '../support/page.ts'

/** Where scripts run, what the last page left to say is a toast. */
export class FlashController extends Controller<HTMLElement> {
  override connect(): void {
    const line = this.element.textContent?.trim() ?? ''
    this.element.remove()
    // While Turbo changes the page, what holds the toasts is not in it yet.
    setTimeout(() => toast(line))
  }
}
