import { Controller } from '@hotwired/stimulus'

/** A button that opens the recorder: for a new sound, for one of the house (`key`), or in the place of another (`id`). */
export class SoundOpenController extends Controller<HTMLElement> {
  static override values = { id: Number, key: String, name: String }
  declare readonly idValue: number
  declare readonly keyValue: string
  declare readonly nameValue: string

  open(): void {
    const detail = { id: this.idValue || undefined, key: this.keyValue, name: this.nameValue }
    this.dispatch('open', { prefix: 'sound-maker', detail })
  }
}
