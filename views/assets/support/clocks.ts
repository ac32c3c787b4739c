import { clinicZone } from './page.ts'
import { clinicNow } from './targets.ts'
import { limitOf, waitingText } from './waiting.ts'

const clocks = '[data-since], [data-due]'

/** Keeps every `data-since` on the page saying how long ago that was, and every `data-due` how long is left: each second, and at once where a page brings one. */
export function startClocks(): void {
  setInterval(sayAll, 1000)
  for (const event of ['turbo:load', 'turbo:render', 'turbo:frame-render'])
    document.addEventListener(event, sayAll)
  document.addEventListener('turbo:morph-element', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(clocks)) say(target)
  })
}

/** Seconds, as a clock shows them. */
export function showClock(clock: HTMLElement, seconds: number): void {
  const text = waitingText(Math.max(0, seconds), document.documentElement.lang)
  if (clock.textContent !== text) clock.textContent = text
}

function sayAll() {
  for (const clock of document.querySelectorAll<HTMLElement>(clocks)) say(clock)
}

function say(clock: HTMLElement) {
  const { warn = '', due, by = '{}' } = clock.dataset
  if (due) {
    const { text, level } = limitOf(clinicNow(), { warn, due }, document.documentElement.lang, clinicZone())
    const words = level === 'rest' ? by.replace('{}', text) : text
    Object.assign(clock, { textContent: words }).dataset.level = level
    return
  }
  showClock(clock, (clinicNow() - Date.parse(clock.dataset.since ?? '')) / 1000)
}
