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
      return event.target.blur()
    const isSingle = !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isSingle || !isOn('keys') || isWriting(event.target) || document.querySelector('dialog[open]'))
      return
    const act = this.actOf(event.key)
    if (act) this.take(event, act)
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

function open(id: string) {
  const dialog = document.getElementById(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}
