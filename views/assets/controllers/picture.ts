import { Controller } from '@hotwired/stimulus'

/** Shows a picture that was chosen before it is sent. */
export class PictureController extends Controller<HTMLElement> {
  static override targets = ['frame']
  declare readonly frameTarget: HTMLElement
  #address: string | undefined

  override disconnect(): void {
    this.#forget()
  }

  show({ target }: Event): void {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
    if (!file?.type.startsWith('image/')) return
    this.#forget()
    this.#address = URL.createObjectURL(file)
    const image = new Image()
    image.src = this.#address
    image.alt = ''
    this.frameTarget.replaceChildren(image)
  }

  #forget(): void {
    if (this.#address) URL.revokeObjectURL(this.#address)
  }
}
