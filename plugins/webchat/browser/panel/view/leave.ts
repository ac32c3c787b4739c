import { h } from '../../shared/dom.ts'
import { isRefusal } from '../chat.ts'
import type { Leave } from '../parting.ts'
import { contactOf } from '../text/contact.ts'
import type { View } from './context.ts'
import { icon } from './icons.ts'

/** The form for when nobody has time: a message, which may have been begun, and a way to answer it. */
export function drawLeave(view: View, begun = ''): HTMLElement {
  const { words, chat, store } = view
  const { leave } = words
  const name = h('input', { name: 'name', autocomplete: 'name', maxlength: 40 })
  const contact = h('input', { name: 'contact', autocomplete: 'tel', maxlength: 40, required: true })
  const text = h('textarea', { name: 'text', rows: 3, maxlength: 2000, required: true }, begun)
  const fault = h('p', { class: 'fault', role: 'alert', id: 'leave-fault' })
  const button = h('button', { type: 'submit', class: 'solid wide' }, leave.title)
  const form = h(
    'form',
    { class: 'leave', novalidate: true, 'aria-label': leave.title, onsubmit: submit },
    field(leave.contact, contact),
    field(leave.name, name),
    field(leave.text, text),
    fault,
    button,
  )
  button.textContent = leave.send
  const box = h('div', { class: 'leaving' }, form)
  store.watch(({ left }) => {
    if (!left || !form.parentNode) return
    box.textContent = ''
    box.append(
      h(
        'div',
        { class: 'done', role: 'status' },
        icon('tick', 22),
        h('b', {}, leave.done),
        h('span', {}, leave.doneHint),
      ),
    )
  })

  async function submit(event: Event) {
    event.preventDefault()
    const way = contactOf(contact.value)
    if (!contact.value.trim()) return complain(leave.needContact, contact)
    if (!way) return complain(leave.badContact, contact)
    if (!text.value.trim()) return complain(leave.needText, text)
    await send({ ...way, name: name.value.trim() || undefined, text: text.value.trim() })
  }

  async function send(form: Leave) {
    complain('')
    button.disabled = true
    button.textContent = leave.sending
    await chat
      .leave(form)
      .catch((error: unknown) => complain((isRefusal(error) && error.message) || leave.offline))
    button.disabled = false
    button.textContent = leave.send
  }

  function complain(said: string, input?: HTMLElement) {
    fault.textContent = said
    for (const one of [contact, text]) one.setAttribute('aria-invalid', String(one === input))
    input?.setAttribute('aria-describedby', 'leave-fault')
    input?.focus()
  }

  return box
}

function field(label: string, input: HTMLElement): HTMLElement {
  return h('label', {}, h('span', {}, label), input)
}
