import { Controller } from '@hotwired/stimulus'
import { toast } from '../support/page.ts'

const shownFor = 2000

/**
 * Puts what a field holds, or an element says, on the clipboard. Browsers have the new way on https alone, so the old
 * one stays. The button says that it is done, where the page names one; else a line at the bottom.
 */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ['source', 'button']
  static override values = { done: String }
  declare readonly sourceTarget: HTMLElement
  declare readonly hasButtonTarget: boolean
  declare readonly buttonTarget: HTMLElement
  declare readonly doneValue: string
  #timer: number | undefined

  override disconnect(): void {
    clearTimeout(this.#timer)
  }

  async copy(): Promise<void> {
    const text = this.#select()
    if (navigator.clipboard) await navigator.clipboard.writeText(text)
    else document.execCommand('copy')
    if (this.hasButtonTarget) this.#confirm()
    else toast(this.doneValue)
  }

  #select(): string {
    const source = this.sourceTarget
    if (source instanceof HTMLInputElement) {
      source.select()
      return source.value
    }
    getSelection()?.selectAllChildren(source)
    return (source.textContent ?? '').trim()
  }

  #confirm(): void {
    if (this.#timer !== undefined) return
    const label = this.buttonTarget.querySelector('span') ?? this.buttonTarget
    const before = label.textContent
    label.textContent = this.doneValue
    this.#timer = window.setTimeout(() => {
      label.textContent = before
      this.#timer = undefined
    }, shownFor)
  }
}
