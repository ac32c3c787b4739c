import { h } from '../../shared/dom.ts'
import type { WireContent } from '../../shared/wire.ts'
import type { View } from './context.ts'
import { rich } from './parts.ts'

/** A link as a card, or a question with answers that one touch gives. */
export function drawContent(view: View, content: WireContent): HTMLElement {
  return content.type === 'link' ? drawLink(content) : drawChoices(view, content)
}

function drawLink({ title, description, url, picture }: WireContent & { type: 'link' }): HTMLElement {
  // Only addresses of the web become links, whatever the server says.
  const href = /^https?:/i.test(url) ? url : undefined
  const image = picture && h('img', { src: picture, alt: '', loading: 'lazy' })
  const host = h('small', { class: 'host' }, url.split('/')[2] ?? url)
  const words = h(
    'span',
    { class: 'named' },
    h('b', {}, title),
    description && h('small', {}, description),
    host,
  )
  return h('a', { class: 'bubble linked', href, target: '_blank', rel: 'noopener noreferrer' }, image, words)
}

function drawChoices(view: View, { head, items, tail }: WireContent & { type: 'choices' }): HTMLElement {
  const buttons = items.map(({ text }) => {
    const choose = () => view.chat.say(text) || view.toast(view.words.composer.full)
    return h('button', { type: 'button', class: 'choice', onclick: choose }, text)
  })
  return h('div', { class: 'bubble' }, rich(head), ...buttons, tail && rich(tail))
}
