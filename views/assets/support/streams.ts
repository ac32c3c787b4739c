import { session, StreamActions } from '@hotwired/turbo'
import { toast } from './page.ts'
import { placeRow } from './rows.ts'
import { arrange, place } from './timeline.ts'

/** What a Turbo stream may do on the desk beside Turbo's own actions. */
Object.assign(StreamActions, { message: showMessage, row: showRow, toast: showToast })

// Turbo gives the focus back a frame after a stream to whoever had it before: what somebody wrote who had gone on to
// the next field meanwhile went into the last one. Here it comes back only where the stream took it away.
session.streamMessageRenderer.render = ({ fragment }) => document.documentElement.append(fragment)
addEventListener('turbo:before-stream-render', ({ detail }) => {
  const { render } = detail
  detail.render = async (stream) => {
    const focused = document.activeElement
    await render(stream)
    if (focused?.id && document.activeElement === document.body) document.getElementById(focused.id)?.focus()
  }
})

/** A message, new or changed: to its place in the timeline. The answer to sending it may come after newer news of it. */
function showMessage(this: Stream) {
  for (const list of this.targetElements) {
    for (const message of Array.from(this.templateContent.children)) {
      if (!(message instanceof HTMLElement)) continue
      if ('answer' in this.dataset && document.getElementById(message.id)?.dataset.seq) continue
      const isNew = place(list, message)
      arrange(list)
      list.dispatchEvent(new CustomEvent('timeline:message', { bubbles: true, detail: { message, isNew } }))
    }
  }
}

/** A row of the list: to where its waiting puts it, unless the pointer is on the list. */
function showRow(this: Stream) {
  for (const list of this.targetElements) {
    for (const row of Array.from(this.templateContent.children)) {
      if (row instanceof HTMLElement) placeRow(list, row, list.matches(':hover'))
    }
  }
}

/** `<turbo-stream action="toast">`: the text, and with it the form that takes it back or a link to what it is about. */
function showToast(this: Stream) {
  const form = this.templateContent.querySelector('form')
  const line = this.templateContent.querySelector('p')?.textContent ?? ''
  if (!form) return toast(line, undefined, this.templateContent.querySelector('a')?.getAttribute('href'))
  toast(line, () => {
    document.getElementById('toasts')?.append(form)
    form.requestSubmit()
  })
}

type Stream = HTMLElement & { targetElements: HTMLElement[]; templateContent: DocumentFragment }
