import { applyRail, applyTheme, applyWidths } from './support/preferences.ts'

/** Runs before the first paint: theme and pane widths must not jump. */
document.documentElement.classList.add('js')
applyTheme()
applyWidths()
applyRail()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme)
