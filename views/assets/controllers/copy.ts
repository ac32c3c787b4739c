import { Controller } from '@hotwired/stimulus'
import { toast } from '../support/page.ts'

/** Puts what a field holds on the clipboard. Browsers have the new way on https alone, so the old one stays. */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ['source']
  static override values = { done: String }
  declare readonly sourceTarget: HTMLInputElement
  declare readonly doneValue: string

  async copy(): Promise<void> {
    this.sourceTarget.select()
    if (navigator.clipboard) await navigator.clipboard.writeText(this.sourceTarget.value)
    else document.execCommand('copy')
    toast(this.doneValue)
  }
}
