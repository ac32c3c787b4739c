import { h } from '../../shared/dom.ts'
import type { Author } from '../../shared/wire.ts'
import { linkify } from '../text/linkify.ts'
import { icon, type IconName } from './icons.ts'

/** A round picture, or the first letter of a name. */
export function face(author: Author): HTMLElement {
  if (author.avatar) return h('img', { class: 'face', src: author.avatar, alt: '' })
  return h('span', { class: 'face', 'aria-hidden': 'true' }, author.name.slice(0, 1).toUpperCase())
}

export function iconButton(name: IconName, label: string, press: () => void, kind = ''): HTMLButtonElement {
  const attributes = {
    type: 'button',
    class: `icon ${kind}`,
    'aria-label': label,
    title: label,
    onclick: press,
  }
  return h('button', attributes, icon(name))
}

/** Text with its addresses as links; everything else stays text. */
export function rich(text: string): HTMLElement {
  const pieces = linkify(text).map(({ text: shown, href }) => {
    if (!href) return shown
    const outside =
      href.indexOf('http') === 0 ? { target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
    return h('a', { href, ...outside }, shown)
  })
  return h('span', { class: 'text' }, ...pieces)
}
