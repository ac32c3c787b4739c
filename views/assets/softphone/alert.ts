import type { Caller } from './types.ts'

const every = 1000

let shown: Notification | undefined
let timer = 0
let title = ''
let own = ''
let picture = ''

/** Calls an agent who looks elsewhere: a desktop notification, and the tab's title and sign. `words` are the page's. */
export function callAttention({ name, number }: Caller, words: { title: string; icon: string }): void {
  leaveAlone()
  own = `${words.title} ${name || number}`.trim()
  timer = setInterval(blink, every)
  blink()
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  picture = link?.href ?? ''
  if (link) link.href = words.icon
  notify(own, name ? number : '')
}

/** It rings no more. */
export function leaveAlone(): void {
  clearInterval(timer)
  shown?.close()
  if (document.title === own) document.title = title
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (link && picture) link.href = picture
  shown = undefined
  own = ''
  picture = ''
}

/** The title may change in between, with another page or a message: what it was then comes back. */
function blink() {
  if (document.title !== own) title = document.title
  document.title = document.title === own ? title : own
}

function notify(line: string, body: string) {
  const isLookedAt = document.visibilityState === 'visible' && document.hasFocus()
  if (isLookedAt || !('Notification' in window) || Notification.permission !== 'granted') return
  shown = new Notification(line, { body, tag: 'call', requireInteraction: true })
  shown.addEventListener('click', () => {
    window.focus()
    shown?.close()
  })
}
