import { Controller } from '@hotwired/stimulus'
import { applyRail, remember, setWidth, type Side } from '../support/preferences.ts'

const step = 16

/** The widths of the panes, by drag and by arrow keys, and whether the rail is there. */
export class PanesController extends Controller<HTMLElement> {
  static override targets = ['splitter']

  splitterTargetConnected(splitter: HTMLElement): void {
    splitter.addEventListener('pointerdown', this.grab)
    splitter.addEventListener('keydown', this.nudge)
    splitter.setAttribute('aria-valuenow', String(Math.round(widthOf(sideOf(splitter)))))
  }

  splitterTargetDisconnected(splitter: HTMLElement): void {
    splitter.removeEventListener('pointerdown', this.grab)
    splitter.removeEventListener('keydown', this.nudge)
  }

  toggleRail(): void {
    const rail = document.getElementById('pane-rail')
    const isShown = Boolean(rail && rail.offsetParent !== null)
    document.documentElement.dataset.rail = isShown ? 'closed' : 'open'
    remember('rail', isShown ? 'closed' : 'open')
  }

  /** On a phone a conversation opens without the rail over it. */
  reset(): void {
    delete document.documentElement.dataset.rail
    applyRail()
  }

  grab = (event: PointerEvent): void => {
    const splitter = event.currentTarget
    if (!(splitter instanceof HTMLElement)) return
    const side = sideOf(splitter)
    const [from, width] = [event.clientX, widthOf(side)]
    const drag = (to: PointerEvent) =>
      resize(splitter, width + (to.clientX - from) * (side === 'list' ? 1 : -1))
    splitter.setPointerCapture(event.pointerId)
    splitter.dataset.dragging = ''
    splitter.addEventListener('pointermove', drag)
    splitter.addEventListener(
      'lostpointercapture',
      () => {
        delete splitter.dataset.dragging
        splitter.removeEventListener('pointermove', drag)
      },
      { once: true },
    )
    event.preventDefault()
  }

  nudge = (event: KeyboardEvent): void => {
    const splitter = event.currentTarget
    if (!(splitter instanceof HTMLElement) || !/^Arrow(Left|Right)$/.test(event.key)) return
    const outward = (event.key === 'ArrowRight') === (sideOf(splitter) === 'list')
    resize(splitter, widthOf(sideOf(splitter)) + (outward ? step : -step))
    event.preventDefault()
  }
}

function sideOf(splitter: HTMLElement): Side {
  return splitter.dataset.side === 'rail' ? 'rail' : 'list'
}

function widthOf(side: Side): number {
  return document.getElementById(`pane-${side}`)?.getBoundingClientRect().width ?? 320
}

function resize(splitter: HTMLElement, width: number) {
  splitter.setAttribute('aria-valuenow', String(setWidth(sideOf(splitter), width)))
}
