import type { Unsent } from './outbox.ts'
import { clinicZone, copyOf } from './page.ts'
import { arrange } from './timeline.ts'
import { clockText } from './waiting.ts'

/** Draws what was just sent before the server has answered: a copy of the very partial that the answer will bring. */
export function drawOwn(list: HTMLElement, template: HTMLTemplateElement, unsent: Unsent): void {
  const message = copyOf(template)
  message.id = `message-${unsent.clientId}`
  message.classList.replace('message-out', unsent.mode === 'note' ? 'message-note' : 'message-out')
  Object.assign(message.dataset, { state: 'sending', at: unsent.at, seq: '' })
  const words = message.querySelector('.message-text')
  const time = message.querySelector<HTMLTimeElement>('.message-time time')
  if (words) words.textContent = unsent.text
  if (words instanceof HTMLElement) words.hidden = !unsent.text
  if (time) {
    time.dateTime = unsent.at
    time.textContent = clockText(new Date(unsent.at), document.documentElement.lang, clinicZone())
  }
  document.getElementById(message.id)?.remove()
  list.append(message)
  arrange(list)
  list.closest('.timeline')?.dispatchEvent(new CustomEvent('timeline:newest'))
}

/** It has not left: says so where it stands, with a button that tries again under the same id. */
export function markUnsent(clientId: string, reason: string, again: () => void): void {
  const message = document.getElementById(`message-${clientId}`)
  const state = message?.querySelector('.message-state')
  if (!message || !state) return
  message.dataset.state = 'failed'
  const words = document.createElement('span')
  words.className = 'message-trouble'
  words.textContent = reason
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-small'
  button.textContent =
    message.closest('.pane-conversation')?.querySelector<HTMLElement>('[data-retry-label]')?.dataset
      .retryLabel ?? ''
  button.addEventListener('click', again, { once: true })
  state.replaceChildren(words, button)
}
