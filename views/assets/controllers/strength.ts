import { Controller } from '@hotwired/stimulus'
import { strengthOf } from '../support/strength.ts'

/** Says, while somebody types a new password, how hard it would be to guess. */
export class StrengthController extends Controller<HTMLElement> {
  static override targets = ['meter', 'words']
  static override values = { least: Number, short: String, easy: String, fair: String, good: String }
  declare readonly meterTarget: HTMLElement
  declare readonly wordsTarget: HTMLElement
  declare readonly leastValue: number
  declare readonly shortValue: string
  declare readonly easyValue: string
  declare readonly fairValue: string
  declare readonly goodValue: string

  show({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return
    const strength = strengthOf(target.value, this.leastValue)
    const missing = this.leastValue - [...target.value].length
    const words = { short: this.shortValue, easy: this.easyValue, fair: this.fairValue, good: this.goodValue }
    this.meterTarget.hidden = target.value === ''
    this.meterTarget.dataset.strength = strength
    this.wordsTarget.textContent = words[strength].replace('{n}', String(missing))
  }
}
