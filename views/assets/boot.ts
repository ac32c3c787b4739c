import { applyRail, applyTheme, applyWidths } from './support/preferences.ts'

const nonce = document.currentScript?.nonce ?? ''

/** Runs before the first paint: theme and pane widths must not jump. */
document.documentElement.classList.add('js')
applyTheme()
applyWidths()
applyRail()
document.addEventListener('turbo:load', keepNonce)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme)

/** The document keeps the policy it was loaded with, whatever page Turbo shows in it: styles that Turbo makes need that nonce. */
function keepNonce() {
  document.querySelector('meta[name="csp-nonce"]')?.setAttribute('content', nonce)
}
