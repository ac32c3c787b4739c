import { h } from '../../shared/dom.ts'
import { mustAgree } from '../chat.ts'
import { sizeLabel } from '../text/day.ts'
import { fill } from '../words.ts'
import type { View } from './context.ts'
import { openEmoji } from './emoji.ts'
import { canRecord, recordButton } from './recorder.ts'
import { openPrivacy } from './sheets.ts'
import { iconButton } from './parts.ts'

/** Where the visitor writes: grows with the text, takes pictures by paste and drop, never sends while a word is composed. */
export function drawComposer(view: View): HTMLElement {
  const { store, chat, words } = view
  const { features } = store.get().config
  const input = h('textarea', {
    rows: 1,
    placeholder: words.composer.placeholder,
    'aria-label': words.composer.label,
    enterkeyhint: 'send',
    oninput: typed,
    onkeydown: pressed,
    onpaste: pasted,
  })
  input.value = store.get().draft
  const picker = h('input', { type: 'file', multiple: true, hidden: true, onchange: picked })
  if (!features.file) picker.accept = 'image/*'
  const attach = iconButton('clip', words.composer.attach, () => picker.click())
  const emoji = iconButton('smile', words.composer.emoji, () => openEmoji(view, insert))
  const send = iconButton('send', words.composer.send, submit, 'send')
  const record = features.voice && canRecord() ? recordButton(view, () => line) : undefined
  const line: HTMLElement = h(
    'div',
    { class: 'line' },
    (features.image || features.file) && attach,
    input,
    emoji,
    record,
    send,
    picker,
  )
  const consent = drawConsent(view)
  const hint = features.preview && h('p', { class: 'hint' }, words.composer.preview)

  store.watch((state) => {
    consent.hidden = !mustAgree(state)
    input.disabled = state.link === 'blocked'
  })
  line.classList.toggle('full', input.value.trim() !== '')

  function typed() {
    store.set({ draft: input.value })
    chat.typing(input.value)
    fit()
  }

  function fit() {
    input.style.height = 'auto'
    const wanted = input.scrollHeight // 0 while the panel is hidden
    input.style.height = wanted ? `${Math.min(wanted, 132)}px` : ''
    line.classList.toggle('full', input.value.trim() !== '')
  }

  /** On a phone Enter is a new line: there the button sends. */
  function pressed(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    if (matchMedia('(pointer: coarse)').matches) return
    event.preventDefault()
    submit()
  }

  function submit() {
    const text = input.value.trim()
    const { limits } = store.get().config
    if (!text) return input.focus()
    if (text.length > limits.text) return view.toast(fill(words.composer.long, { count: limits.text }))
    if (!chat.say(text)) return view.toast(words.composer.full)
    input.value = ''
    typed()
    input.focus()
  }

  function insert(text: string) {
    const at = input.selectionStart
    input.value = input.value.slice(0, at) + text + input.value.slice(input.selectionEnd)
    input.selectionStart = input.selectionEnd = at + text.length
    typed()
  }

  function picked() {
    take(view, picker.files)
    picker.value = ''
  }

  function pasted(event: ClipboardEvent) {
    const files = event.clipboardData?.files
    if (!files?.length) return
    event.preventDefault()
    take(view, files)
  }

  return h('footer', {}, consent, line, hint)
}

/** Files from anywhere: those that are too large are said to be, the others go. */
export function take({ store, chat, words, toast }: View, files: ArrayLike<File> | null | undefined): void {
  const { limits } = store.get().config
  for (const file of Array.from(files ?? []).slice(0, limits.files)) {
    if (file.size > limits.file) toast(fill(words.file.large, { size: sizeLabel(limits.file) }))
    else chat.upload(file)
  }
}

function drawConsent(view: View): HTMLElement {
  const { words } = view
  const link = h('button', { type: 'button', onclick: () => openPrivacy(view) }, words.consent.link)
  return h('p', { class: 'consent', hidden: true }, words.consent.line, link)
}
