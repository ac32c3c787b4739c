import type Handlebars from 'handlebars'
import { html, joined } from './markup.ts'

const address = /https?:\/\/[^\s<>"'「」《》【】（），。；！？、]+/gi
const trailing = /[.,;:!?)\]}]+$/

/** Text with its web addresses as links; everything else stays text. */
export function linkify(text: unknown): Handlebars.SafeString {
  const source = String(text ?? '')
  const pieces: (Handlebars.SafeString | string)[] = []
  let end = 0
  for (const match of source.matchAll(address)) {
    const url = match[0].replace(trailing, '')
    if (!URL.canParse(url)) continue
    pieces.push(source.slice(end, match.index), link(url))
    end = match.index + url.length
  }
  return joined([...pieces, source.slice(end)])
}

function link(url: string) {
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow ugc">${url}</a>`
}
