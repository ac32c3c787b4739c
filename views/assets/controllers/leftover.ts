import { Controller } from '@hotwired/stimulus'
import { dropLeftover, leftoversOf } from '../support/leftovers.ts'
import { whenLive } from '../support/signals.ts'

/** Shows what could not be sent any more, one text at a time, until the agent closes it. */
export class LeftoverController extends Controller<HTMLElement> {
  static override targets = ['text']
  static override values = { agent: Number }
  declare readonly textTarget: HTMLElement
  declare readonly agentValue: number
  leave = () => {}

  override connect(): void {
    this.leave = whenLive('leftover', () => this.show())
    this.show()
  }

  override disconnect(): void {
    this.leave()
  }

  dismiss(): void {
    dropLeftover(this.agentValue)
    this.show()
  }

  show(): void {
    const [first] = leftoversOf(this.agentValue)
    this.textTarget.textContent = first ?? ''
    this.element.hidden = first === undefined
  }
}
