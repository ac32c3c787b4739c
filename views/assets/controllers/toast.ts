import { Controller } from '@hotwired/stimulus'

const stays = 6000

/** A line that goes away by itself, but not while somebody points at it or holds it in focus. */
export class ToastController extends Controller<HTMLElement> {
  timer = 0

  override connect(): void {
    this.start()
    this.element.addEventListener('pointerenter', this.stop)
    this.element.addEventListener('focusin', this.stop)
    this.element.addEventListener('pointerleave', this.start)
    this.element.addEventListener('focusout', this.start)
    this.element.querySelector('[data-toast-target="undo"]')?.addEventListener('click', () => this.dismiss())
  }

  override disconnect(): void {
    this.stop()
  }

  dismiss(): void {
    this.element.remove()
  }

  start = (): void => {
    this.stop()
    this.timer = setTimeout(() => this.dismiss(), stays)
  }

  stop = (): void => clearTimeout(this.timer)
}
