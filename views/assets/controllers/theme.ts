import { Controller } from '@hotwired/stimulus'
import { applyTheme, remember, theme } from '../support/preferences.ts'

/** Light, dark or like the system. */
export class ThemeController extends Controller<HTMLElement> {
  override connect(): void {
    this.mark()
  }

  choose({ currentTarget }: Event): void {
    const choice = currentTarget instanceof HTMLElement ? currentTarget.dataset.themeChoice : undefined
    remember('theme', choice === 'system' ? undefined : choice)
    applyTheme()
    this.mark()
  }

  mark(): void {
    for (const button of this.element.querySelectorAll<HTMLElement>('[data-theme-choice]')) {
      button.setAttribute('aria-checked', String(button.dataset.themeChoice === theme()))
    }
  }
}
