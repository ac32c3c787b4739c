import { Controller } from '@hotwired/stimulus'

const faces =
  '😊 😄 😉 😍 🥰 😘 🤗 🤔 😅 😂 🙂 😌 😢 😭 😳 😮 👍 👏 🙏 👌 🤝 💪 👋 ✌️ ❤️ 💕 ✨ 🌟 🌹 🌸 🌷 💐 🎉 🎁 🎂 ☕ 🍵 💄 💅 💇 💆 🧖 💉 💊 🏥 🩺 📅 ⏰ 📍 📞 📷 💬 ✅ ❌ ❗ ❓ 🈵 🆗 🆕 🔥 ☀️ 🌙 ❄️ 🌧️'

/** A small set, drawn when it is first asked for. */
export class EmojiController extends Controller<HTMLElement> {
  fill(): void {
    if (this.element.childElementCount > 0) return
    this.element.append(...faces.split(' ').map((face) => this.button(face)))
  }

  button(face: string): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'emoji-one'
    button.textContent = face
    button.addEventListener('click', () => this.dispatch('pick', { detail: { text: face } }))
    return button
  }
}
