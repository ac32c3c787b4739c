import { clinicZone } from './page.ts'
import { dayText } from './waiting.ts'

/** The messages of one timeline as they stand on the page: order, days, and who goes on speaking. */

const pause = 5 * 60_000

/** Puts a message where its number says, in place of an older copy of itself. Answers whether it is new. */
export function place(list: HTMLElement, message: HTMLElement): boolean {
  const known = document.getElementById(message.id)
  if (known) {
    known.replaceWith(message)
    if (numberOf(known) === numberOf(message)) return false
  }
  const later = messagesOf(list).find((other) => other !== message && numberOf(other) > numberOf(message))
  if (later) later.before(message)
  else list.append(message)
  return !known
}

/** Draws a line between days, and says name and picture once in a run of one author. */
export function arrange(list: HTMLElement): void {
  const days = new Map(
    [...list.querySelectorAll<HTMLElement>('.day')].map((line) => [line.dataset.day, line]),
  )
  let before: HTMLElement | undefined
  for (const message of messagesOf(list)) {
    const day = message.dataset.day ?? ''
    if (day && day !== before?.dataset.day) {
      const line = days.get(day) ?? dayLine(day)
      days.delete(day)
      const first = message.previousElementSibling?.matches('.unread-line')
        ? message.previousElementSibling
        : message
      if (first.previousElementSibling !== line) first.before(line)
    }
    const follows = goesOn(before, message)
    message.toggleAttribute('data-follows', follows)
    before?.toggleAttribute('data-followed', follows)
    before = message
  }
  before?.removeAttribute('data-followed')
  for (const left of days.values()) left.remove()
  for (const line of list.querySelectorAll<HTMLElement>('.day')) nameDay(line)
}

export function messagesOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(':scope > .message')]
}

/** What has no number yet stands at the end. */
export function numberOf(message: HTMLElement): number {
  return Number(message.dataset.seq) || Infinity
}

function goesOn(before: HTMLElement | undefined, message: HTMLElement): boolean {
  if (!before?.dataset.author || before.nextElementSibling !== message) return false
  const sameVoice = before.className === message.className && before.dataset.author === message.dataset.author
  return sameVoice && timeOf(message) - timeOf(before) < pause
}

function timeOf(message: HTMLElement): number {
  return Date.parse(message.dataset.at ?? '')
}

function dayLine(day: string): HTMLElement {
  const line = document.createElement('p')
  line.className = 'day'
  line.id = `day-${day}`
  line.dataset.day = day
  line.append(document.createElement('span'))
  return line
}

function nameDay(line: HTMLElement) {
  const label = line.querySelector('span')
  if (label)
    label.textContent = dayText(
      line.dataset.day ?? '',
      new Date(),
      document.documentElement.lang,
      clinicZone(),
    )
}

/** Who answered last in this timeline, and with what words; nothing where nobody did. */
export function lastAnswer(list: HTMLElement | null): Node[] {
  const answer = [...(list?.querySelectorAll<HTMLElement>('.message-out:not([data-seq=""])') ?? [])].at(-1)
  const author = answer?.querySelector('.message-author')?.textContent ?? ''
  const words = answer?.querySelector('.message-text')?.textContent ?? ''
  return answer ? [document.createTextNode(`${author}: ${words}`)] : []
}
