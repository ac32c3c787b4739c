import { Controller } from '@hotwired/stimulus'
import { isComposing, isWriting } from '../support/page.ts'
import { isOn, turn } from '../support/preferences.ts'
import { tell } from '../support/signals.ts'

/** Single keys that press what stands on the page (`data-key`), the help and the command palette. */
export class KeysController extends Controller<HTMLElement> {
  static override targets = ['switch']
  declare readonly switchTargets: HTMLInputElement[]

  override connect(): void {
    document.addEventListener('keydown', this.pressed)
    for (const box of this.switchTargets) box.checked = isOn('keys')
  }

  override disconnect(): void {
    document.removeEventListener('keydown', this.pressed)
  }

  help(): void {
    open('keys-dialog')
  }

  switch({ target }: Event): void {
    if (target instanceof HTMLInputElement) turn('keys', target.checked)
  }

  pressed = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.defaultPrevented) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k')
      return this.take(event, () => open('palette'))
    if (event.key === 'Escape' && isWriting(event.target) && event.target instanceof HTMLElement)
      return this.leave(event.target)
    const alt = event.altKey && !event.ctrlKey && !event.metaKey && altOf(event.code)
    if (alt) return this.take(event, () => alt.click())
    const isSingle = !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isSingle || !isOn('keys') || isWriting(event.target) || document.querySelector('dialog[open]'))
      return
    const act = this.actOf(event.key)
    if (act) this.take(event, act)
  }

  /** A menu that closes gives the focus back to its button where it still has it. */
  leave(field: HTMLElement): void {
    if (!field.closest('[popover]')) field.blur()
  }

  actOf(key: string): (() => void) | undefined {
    if (key === '?') return () => this.help()
    if (key === 'j') return () => tell('step', { by: 1 })
    if (key === 'k') return () => tell('step', { by: -1 })
    if (key === '/') return () => document.getElementById('list-search')?.focus()
    if (key === 'End') return () => document.querySelector<HTMLElement>('.jump:not([hidden])')?.click()
    const pressed = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.toLowerCase())}"]`)
    return pressed ? () => pressed.click() : undefined
  }

  take(event: KeyboardEvent, act: () => void): void {
    event.preventDefault()
    act()
  }
}

/** What Alt and a letter press: on a Mac the two write another letter, so the place of the key counts. */
function altOf(code: string): HTMLElement | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
  return letter ? document.querySelector<HTMLElement>(`[data-alt="${letter}"]`) : null
}

function open(id: string) {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}
