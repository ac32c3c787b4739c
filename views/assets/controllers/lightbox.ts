import { Controller } from '@hotwired/stimulus'

/** Opens a picture large on the page; without scripts its link opens it alone. */
export class LightboxController extends Controller<HTMLAnchorElement> {
  open(event: MouseEvent): void {
    const dialog = document.getElementById('lightbox')
    if (!(dialog instanceof HTMLDialogElement) || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    const name = this.element.dataset.name ?? ''
    const image = dialog.querySelector('img')
    const save = dialog.querySelector<HTMLAnchorElement>('.lightbox-save')
    const label = dialog.querySelector('.lightbox-name')
    if (image) Object.assign(image, { src: this.element.href, alt: name })
    if (save) Object.assign(save, { href: this.element.href, download: name })
    if (label) label.textContent = name
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close(), { once: true })
    dialog.showModal()
  }
}
