import { StreamActions } from '@hotwired/turbo'
import { toast } from './page.ts'
import { placeRow } from './rows.ts'
import { arrange, place } from './timeline.ts'

/** What a Turbo stream may do on the desk beside Turbo's own actions. */
Object.assign(StreamActions, { message: showMessage, row: showRow, toast: showToast })

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

/** `<turbo-stream action="toast">`: the text, and with `data-undo` the id of a form that takes it back. */
function showToast(this: Stream) {
  const form = this.templateContent.querySelector('form')
  const line = this.templateContent.querySelector('p')?.textContent ?? ''
  if (!form) return toast(line)
  toast(line, () => {
    document.getElementById('toasts')?.append(form)
    form.requestSubmit()
  })
}

type Stream = HTMLElement & { targetElements: HTMLElement[]; templateContent: DocumentFragment }
