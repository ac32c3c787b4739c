/** Small things that several controllers need of the page. */

/** A text that the server has put on the page in the agent's language; `{name}` in it is replaced. */
export function text(key: string, values: Record<string, string | number> = {}): string {
  const found = document.getElementById('texts')?.dataset[key] ?? ''
  return Object.entries(values).reduce(
    (line, [name, value]) => line.replace(`{${name}}`, String(value)),
    found,
  )
}

/** The clinic's time zone: what the desk tells of time is told in it, wherever the agent sits. */
export function clinicZone(): string {
  return document.documentElement.dataset.timezone ?? 'UTC'
}

export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''
}

/** Sends a form to our own server, with the CSRF token; answers Turbo streams unless told. */
export function send(
  url: string,
  body: BodyInit | Record<string, unknown>,
  accept = streams,
): Promise<Response> {
  const isPlain = Object.getPrototypeOf(body) === Object.prototype
  return fetch(url, {
    method: 'POST',
    body: isPlain ? JSON.stringify(body) : (body as BodyInit),
    credentials: 'same-origin',
    headers: {
      accept,
      'x-csrf-token': meta('csrf-token'),
      ...(isPlain && { 'content-type': 'application/json' }),
    },
  })
}

/** Turbo Streams, and JSON where something is refused. */
export const streams = 'text/vnd.turbo-stream.html, application/json'
export const json = 'application/json'

/** What an answer that refuses says about it, for a person; empty where it says nothing. */
export async function reasonOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.includes('json')) return ''
  const { error, faults = [] }: { error?: string; faults?: { message: string }[] } = await answer.json()
  return faults[0]?.message ?? error ?? ''
}

/** Shows why an answer refuses, or that something went wrong where it does not say or there is none. */
export async function toastRefusal(answer: Response | undefined): Promise<void> {
  toast((answer && (await reasonOf(answer))) || text('failed'))
}

/** A copy of a `<template>`'s only element. */
export function copyOf(template: HTMLTemplateElement): HTMLElement {
  const first = template.content.firstElementChild
  if (!(first instanceof HTMLElement)) throw new Error('an empty template')
  return document.importNode(first, true)
}

export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `${meta('icon-sprite')}#${name}`)
  svg.append(use)
  return svg
}

/** Shows a line at the bottom for a while; `undo` adds the button that takes the act back, `href` the way to what it is about. */
export function toast(line: string, undo?: () => void, href?: string | null): void {
  const template = document.getElementById('toast-template')
  if (!(template instanceof HTMLTemplateElement) || !line) return
  const element = copyOf(template)
  const label = element.querySelector('.toast-text')
  const button = element.querySelector<HTMLButtonElement>('[data-toast-target="undo"]')
  if (label) label.textContent = line
  const link = element.querySelector('a')
  if (link && href) {
    link.href = href
    link.hidden = false
  }
  if (button && undo) {
    button.hidden = false
    button.addEventListener('click', undo, { once: true })
  }
  document.getElementById('toasts')?.replaceChildren(element)
}

/** True while an input method is still composing: Enter then picks a word. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
