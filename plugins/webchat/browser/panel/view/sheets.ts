import { h } from '../../shared/dom.ts'
import type { WireFile } from '../../shared/wire.ts'
import type { View } from './context.ts'
import { iconButton, rich } from './parts.ts'

export function openPrivacy(view: View): void {
  const { words, store } = view
  const { text, url } = store.get().config.consent
  const full = url && h('a', { href: url, target: '_blank', rel: 'noopener' }, words.consent.full)
  view.lay((shut) => {
    const done = h('button', { type: 'button', class: 'solid', onclick: shut }, words.consent.close)
    return sheet(
      words.consent.title,
      shut,
      h('div', { class: 'scroll' }, rich(text)),
      full,
      h('div', { class: 'row' }, done),
    )
  })
}

/** Asks before something that cannot be taken back. `work` answers what to say afterwards. */
export function openQuestion(
  view: View,
  about: 'withdraw' | 'end',
  work: () => Promise<string> | string,
): void {
  const question = view.words.ask[about]
  view.lay((shut) => {
    const done = async () => {
      yes.disabled = true
      const said = await work()
      shut()
      view.toast(said)
    }
    const no = h('button', { type: 'button', class: 'quiet', onclick: shut }, question.no)
    const yes = h('button', { type: 'button', class: 'danger', onclick: () => void done() }, question.yes)
    return sheet(question.title, shut, h('p', {}, question.text), h('div', { class: 'row' }, no, yes))
  })
}

/** A picture as large as the window. */
export function openPicture(view: View, file: WireFile): void {
  view.lay((shut) => {
    const image = h('img', { src: file.url, alt: file.name })
    const close = iconButton('cross', view.words.close, shut)
    const attributes = {
      class: 'lightbox',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': file.name,
      onclick: shut,
    }
    return h('div', attributes, image, h('div', { class: 'tools' }, close))
  })
}

/** A small window above the chat. */
export function sheet(
  title: string,
  shut: () => void,
  ...content: (HTMLElement | string | undefined)[]
): HTMLElement {
  const box = h(
    'div',
    { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
    h('h2', {}, title),
    ...content,
  )
  return h(
    'div',
    { class: 'veil', onclick: (event: Event) => event.target === event.currentTarget && shut() },
    box,
  )
}
