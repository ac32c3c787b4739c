import type Handlebars from 'handlebars'
import type { App } from '../../../module.ts'
import { assetPath } from '../assets.ts'
import { html } from './markup.ts'

/** A value to be pasted elsewhere, with the button that copies it. */
export function copyable(app: App, locale: string, text: unknown): Handlebars.SafeString {
  const done = app.i18n.t(locale, 'common.copied')
  return html`<span class="copyable" data-controller="copy" data-copy-done-value="${done}"
    ><code data-copy-target="source">${text}</code
    ><button
      class="button button-small"
      type="button"
      data-action="copy#copy"
      data-copy-target="button"
      data-needs-js
    >
      <svg class="icon" aria-hidden="true"><use href="${assetPath('icons.svg')}#copy"></use></svg
      ><span>${app.i18n.t(locale, 'common.copy')}</span>
    </button></span
  >`
}
