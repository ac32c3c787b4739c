import { Controller } from '@hotwired/stimulus'

/** Whoever chooses a colour wants it, and not the one that stands in where there is none. */
export class ColourController extends Controller<HTMLElement> {
  static override targets = ['cleared']
  declare readonly clearedTargets: HTMLInputElement[]

  own(): void {
    for (const box of this.clearedTargets) box.checked = false
  }
}
