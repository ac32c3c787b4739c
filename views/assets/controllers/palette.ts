import { Controller } from '@hotwired/stimulus'
import { isComposing } from '../support/page.ts'

type Command = { label: string; key?: string; run: () => void }

/** Everything that can be pressed or opened on this page, found by typing. */
export class PaletteController extends Controller<HTMLDialogElement> {
  static override targets = ['input', 'list']
  declare readonly inputTarget: HTMLInputElement
  declare readonly listTarget: HTMLElement
  commands: Command[] = []
  opening = new MutationObserver(() => this.element.open && this.begin())

  override connect(): void {
    this.opening.observe(this.element, { attributeFilter: ['open'] })
  }

  override disconnect(): void {
    this.opening.disconnect()
  }

  begin(): void {
    this.commands = [...document.querySelectorAll<HTMLElement>(commandable)].flatMap(commandOf)
    this.inputTarget.value = ''
    this.filter()
    this.inputTarget.focus()
  }

  filter(): void {
    const words = this.inputTarget.value.toLowerCase().split(/\s+/)
    const found = this.commands.filter(({ label }) =>
      words.every((word) => label.toLowerCase().includes(word)),
    )
    this.listTarget.replaceChildren(
      ...found.slice(0, 30).map((command, index) => this.option(command, index)),
    )
    if (found.length === 0) this.listTarget.append(nothing(this.listTarget.dataset.empty ?? ''))
    this.select(0)
  }

  move(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') this.selected()?.click()
    else if (step) this.select(this.options.findIndex((option) => option === this.selected()) + step)
    else return
    event.preventDefault()
  }

  select(index: number): void {
    const at = Math.min(this.options.length - 1, Math.max(0, index))
    for (const [i, option] of this.options.entries()) option.setAttribute('aria-selected', String(i === at))
    const chosen = this.options[at]
    chosen?.scrollIntoView({ block: 'nearest' })
    this.inputTarget.setAttribute('aria-activedescendant', chosen?.id ?? '')
  }

  get options(): HTMLElement[] {
    return [...this.listTarget.querySelectorAll<HTMLElement>('[role="option"]')]
  }

  selected(): HTMLElement | undefined {
    return this.options.find((option) => option.getAttribute('aria-selected') === 'true')
  }

  option({ label, key, run }: Command, index: number): HTMLElement {
    const option = document.createElement('div')
    Object.assign(option, { id: `command-${index}`, className: 'menu-item', role: 'option' })
    option.append(label)
    if (key) option.append(Object.assign(document.createElement('kbd'), { textContent: key.toUpperCase() }))
    option.addEventListener('click', () => {
      this.element.close()
      run()
    })
    return option
  }
}

const commandable = '[data-key], .nav a, .side-item, #me-menu .menu-item, .row'

function commandOf(element: HTMLElement): Command[] {
  const name = element.matches('.row') ? element.querySelector('.row-name')?.textContent : undefined
  const label = (name ?? element.getAttribute('aria-label') ?? element.textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return label && !element.hidden ? [{ label, key: element.dataset.key, run: () => element.click() }] : []
}

function nothing(words: string): HTMLElement {
  return Object.assign(document.createElement('p'), { className: 'menu-title', textContent: words })
}
