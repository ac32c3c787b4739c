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
  const attributes = { placeholder: words.composer.placeholder, 'aria-label': words.composer.label }
  const input = h('textarea', { rows: 1, enterkeyhint: 'send', ...attributes }, store.get().draft)
  input.addEventListener('input', typed)
  input.addEventListener('keydown', (event) => sends(event) && submit(event))
  input.addEventListener('paste', (event) => pasted(view, event))
  const picker = drawPicker(view)
  const attach = iconButton('clip', words.composer.attach, () => picker.click())
  const emoji = iconButton('smile', words.composer.emoji, () =>
    openEmoji(view, (text) => insert(input, text, typed)),
  )
  const send = iconButton('send', words.composer.send, () => submit(), 'send')
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
  offer()

  function typed() {
    store.set({ draft: input.value })
    chat.typing(input.value)
    fit()
  }

  function fit() {
    input.style.height = 'auto'
    const wanted = input.scrollHeight // 0 while the panel is hidden
    input.style.height = wanted ? `${Math.min(wanted, 132)}px` : ''
    offer()
  }

  /** To send where there is something to send, else to record. */
  function offer() {
    line.classList.toggle('full', !record || input.value.trim() !== '')
  }

  function submit(event?: Event) {
    event?.preventDefault()
    const text = input.value.trim()
    const { limits } = store.get().config
    if (!text) return input.focus()
    if (text.length > limits.text) return view.toast(fill(words.composer.long, { count: limits.text }))
    if (!chat.say(text)) return view.toast(words.composer.full)
    input.value = ''
    typed()
    input.focus()
  }

  return h('footer', {}, consent, line, hint)
}

/** On a phone Enter is a new line: there the button sends. While a word is composed it belongs to the word. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return false
  return !isTouch()
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

function insert(input: HTMLTextAreaElement, text: string, typed: () => void) {
  const at = input.selectionStart
  input.value = input.value.slice(0, at) + text + input.value.slice(input.selectionEnd)
  input.selectionStart = input.selectionEnd = at + text.length
  typed()
  if (!isTouch()) input.focus()
}

function drawPicker(view: View): HTMLInputElement {
  const picker = h('input', { type: 'file', multiple: true, hidden: true })
  if (!view.store.get().config.features.file) picker.accept = 'image/*'
  picker.addEventListener('change', () => {
    take(view, picker.files)
    picker.value = ''
  })
  return picker
}

function pasted(view: View, event: ClipboardEvent) {
  const files = event.clipboardData?.files
  if (!files?.length) return
  event.preventDefault()
  take(view, files)
}

/** Files from anywhere: what is too large or too many is said to be, the others go. */
export function take({ store, chat, words, toast }: View, files: ArrayLike<File> | null | undefined): void {
  const { limits } = store.get().config
  const given = Array.from(files ?? [])
  if (given.length > limits.files) toast(fill(words.file.many, { count: limits.files }))
  for (const file of given.slice(0, limits.files)) {
    if (file.size > limits.file) toast(fill(words.file.large, { size: sizeLabel(limits.file) }))
    else chat.upload(file)
  }
}

function drawConsent(view: View): HTMLElement {
  const { words } = view
  const link = h('button', { type: 'button', onclick: () => openPrivacy(view) }, words.consent.link)
  return h('p', { class: 'consent', hidden: true }, words.consent.line, link)
}
