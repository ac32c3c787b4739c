import { bodyOf, done, fault, hasAgreed, post } from './page.ts'

type More = (body: FormData) => void

/** Sends a form without leaving the page. `more` adds what stands in none of its fields. */
export function sendForm(form: HTMLFormElement, more: More = () => {}): void {
  let body: FormData | undefined
  form.addEventListener('input', () => (body = undefined))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!hasAgreed(form)) return
    // What could not be sent goes again under the same id: it may have arrived.
    body ??= filled(form, more)
    void send(form, body).then((isSent) => isSent && (body = undefined))
  })
}

function filled(form: HTMLFormElement, more: More): FormData {
  const body = bodyOf(form)
  for (const [name, value] of new FormData(form)) if (!body.has(name)) body.set(name, value)
  more(body)
  return body
}

async function send(form: HTMLFormElement, body: FormData): Promise<boolean> {
  const button = form.querySelector<HTMLButtonElement>('.sidelink-send')
  if (button) button.disabled = true
  try {
    await post(body)
    done(form)
    form.dispatchEvent(new Event('sent'))
    return true
  } catch (error) {
    fault(form, error instanceof Error ? error.message : '')
    return false
  } finally {
    if (button) button.disabled = false
  }
}
