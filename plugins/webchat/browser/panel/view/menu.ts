import { h } from '../../shared/dom.ts'
import { icon, type IconName } from './icons.ts'
import type { View } from './context.ts'
import { openPrivacy, openQuestion } from './sheets.ts'

/** The menu of the header: how the visitor likes it, and the way out. */
export function openMenu(view: View, button: HTMLElement): void {
  const { store, memory, words } = view
  const { sound, large, locale, consented, config } = store.get()
  const mayWithdraw = consented && config.consent.required
  const doing = (shut: () => void, work: () => void) => () => {
    shut()
    button.focus()
    work()
  }
  view.lay((shut) => {
    const entry = (name: IconName, label: string, work: () => void, checked?: boolean) =>
      h(
        'button',
        {
          type: 'button',
          role: checked === undefined ? 'menuitem' : 'menuitemcheckbox',
          'aria-checked': checked === undefined ? undefined : String(checked),
          onclick: doing(shut, work),
        },
        icon(name, 18),
        h('span', {}, label),
        checked ? icon('tick', 16) : undefined,
      )
    const choose = (name: 'sound' | 'large', key: 'silent' | 'large', next: boolean) => () => {
      memory.choose(key, (name === 'sound' ? !next : next) ? '1' : null)
      store.set({ [name]: next })
    }
    const entries = [
      entry('sound', words.menu.sound, choose('sound', 'silent', !sound), sound),
      entry('large', words.menu.large, choose('large', 'large', !large), large),
      entry('tongue', words.menu.language, () => {
        const next = locale === 'en' ? 'zh-CN' : 'en'
        memory.choose('locale', next)
        store.set({ locale: next })
      }),
      h('hr'),
      entry('shield', words.menu.privacy, () => openPrivacy(view)),
      mayWithdraw && entry('undo', words.menu.withdraw, () => askWithdrawal(view)),
      entry('leave', words.menu.end, () => askEnd(view)),
    ]
    const menu = h(
      'div',
      { class: 'menu', role: 'menu', 'aria-label': words.menu.open, onkeydown: walk },
      ...entries,
    )
    return h(
      'div',
      { class: 'veil clear', onclick: (event: Event) => event.target === event.currentTarget && shut() },
      menu,
    )
  })
}

function askWithdrawal(view: View) {
  const { done, failed } = view.words.ask.withdraw
  openQuestion(view, 'withdraw', () =>
    view.chat.withdraw().then(
      () => done,
      () => failed,
    ),
  )
}

function askEnd(view: View) {
  openQuestion(view, 'end', () => {
    view.chat.end()
    return view.words.ask.end.done
  })
}

/** Arrow keys move in a menu. */
function walk(event: KeyboardEvent) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (!step) return
  event.preventDefault()
  const items = Array.from((event.currentTarget as HTMLElement).querySelectorAll('button'))
  const at = items.indexOf(document.activeElement as HTMLButtonElement)
  items[(at + step + items.length) % items.length]?.focus()
}
