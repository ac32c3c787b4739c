import { Controller } from '@hotwired/stimulus'

const gap = 6

/** From which item to which a key goes. */
const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: () => -1,
}

/** Puts a native popover beside the button that opens it. Opening, Escape and clicking away are the browser's. */
export class MenuController extends Controller<HTMLButtonElement> {
  static override values = { side: { type: String, default: 'bottom' } }
  declare readonly sideValue: string

  override connect(): void {
    this.element.setAttribute('aria-expanded', 'false')
    this.listen('addEventListener')
    addEventListener('resize', this.place)
  }

  override disconnect(): void {
    this.listen('removeEventListener')
    removeEventListener('resize', this.place)
  }

  listen(how: 'addEventListener' | 'removeEventListener'): void {
    this.popover?.[how]('toggle', this.toggled)
    this.popover?.[how]('keydown', this.walk)
    this.popover?.[how]('turbo:submit-end', this.close)
    this.popover?.[how]('turbo:before-morph-element', this.spare)
  }

  get popover(): HTMLElement | null {
    return document.getElementById(this.element.getAttribute('popovertarget') ?? '')
  }

  toggled = (event: Event): void => {
    const isOpen = event instanceof ToggleEvent && event.newState === 'open'
    this.element.setAttribute('aria-expanded', String(isOpen))
    if (!isOpen) return
    this.place()
    this.enter()
  }

  /** Whoever opened it with a key goes on with keys. */
  enter(): void {
    if (this.popover?.contains(document.activeElement)) return
    this.popover
      ?.querySelector<HTMLElement>('a, button, select, textarea, input:not([type=hidden])')
      ?.focus({ preventScroll: true })
  }

  /** Arrows go from item to item and round the ends. */
  walk = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !(event.key in steps)) return
    const items = [...(this.popover?.querySelectorAll<HTMLElement>('.menu-item') ?? [])].filter(
      (item) => item.checkVisibility() && !item.matches(':disabled'),
    )
    const at = items.findIndex((item) => item === document.activeElement)
    if (at < 0) return
    event.preventDefault()
    items.at(steps[event.key]?.(at, items.length) ?? at)?.focus()
  }

  close = (): void => this.popover?.hidePopover()

  /** What somebody is filling in stays as it is, whatever the page around it becomes. */
  spare = (event: Event): void => {
    if (event.target === this.popover && this.popover?.matches(':popover-open')) event.preventDefault()
  }

  place = (): void => {
    const popover = this.popover
    if (!popover?.matches(':popover-open')) return
    const button = this.element.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = popover
    const [x, y] =
      this.sideValue === 'right'
        ? [button.right + gap, button.bottom - height]
        : [
            button.left + width > innerWidth - gap ? button.right - width : button.left,
            this.below(button, height),
          ]
    popover.style.left = `${Math.max(gap, Math.min(x, innerWidth - width - gap))}px`
    popover.style.top = `${Math.max(gap, Math.min(y, innerHeight - height - gap))}px`
  }

  below(button: DOMRect, height: number): number {
    const fits = this.sideValue !== 'top' && button.bottom + gap + height < innerHeight
    return fits ? button.bottom + gap : button.top - gap - height
  }
}
