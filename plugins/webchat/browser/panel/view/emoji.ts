import { h } from '../../shared/dom.ts'
import type { View } from './context.ts'

const EMOJI =
  '😀 😄 😁 😂 😊 🙂 😉 😍 🥰 😘 😋 😜 🤗 🤔 😌 😏 😅 😢 😭 😤 😡 😱 😳 🥺 😴 🤒 😷 🙈 👍 👎 👌 ✌️ 🙏 👏 💪 🤝 👋 👀 ❤️ 💔 💕 ✨ 🌹 🌸 🌟 🎉 🎁 ☀️ 🌙 ☕ ✅ ❌ ❓ ❗ 💄 👩 👧 🏥'

/** A small sheet of emoji above the composer. */
export function openEmoji({ lay, words }: View, insert: (text: string) => void): void {
  lay((shut) => {
    const pick = (text: string) => () => {
      shut()
      insert(text)
    }
    const keys = EMOJI.split(' ').map((text) => h('button', { type: 'button', onclick: pick(text) }, text))
    const box = h('div', { class: 'emoji', role: 'dialog', 'aria-label': words.composer.emoji }, ...keys)
    return h(
      'div',
      { class: 'veil clear', onclick: (event: Event) => event.target === event.currentTarget && shut() },
      box,
    )
  })
}
