export const page = document.querySelector<HTMLElement>('[data-sidelink]')

type Refusal = { field: string; text: string }

/** Words of the page, in its language. */
export function say(name: string): string {
  return page?.dataset[name] ?? ''
}

/** A random id of version 4: `randomUUID` is there on https alone. */
export function newUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Sends a form, telling how much of it has left (0 to 1). Rejects with words for the customer. */
export function post(body: FormData, progress: (part: number) => void = () => {}): Promise<void> {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0))
    request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(refusal(request))))
    request.addEventListener('error', () => reject(new Error(say('failed'))))
    request.open('POST', say('sidelink'))
    request.setRequestHeader('accept', 'application/json')
    request.send(body)
  })
}

/** Shows what is wrong with a form, or that nothing is. */
export function fault(form: HTMLFormElement, words = ''): void {
  const line = form.querySelector<HTMLElement>('.sidelink-fault')
  const place = line?.querySelector('span')
  if (place) place.textContent = words
  if (line) line.hidden = !words
}

/** Has the customer agreed to the privacy text, where they have to? Says so where not. */
export function hasAgreed(form: HTMLFormElement): boolean {
  const box = consentIn(page)
  const isFine = !box || box.checked
  fault(form, isFine ? '' : say('agree'))
  if (!isFine) box.focus()
  return isFine
}

/** Each form has a box of its own; with this page one of them, below the text, stands for all. */
export function shareConsent(of: HTMLElement): void {
  const [first, ...others] = of.querySelectorAll<HTMLElement>('.sidelink-agree')
  for (const other of others) other.remove()
  if (first) of.querySelector('.sidelink-privacy')?.after(first)
  consentIn(of)?.addEventListener('change', () => {
    for (const form of of.querySelectorAll('form')) fault(form)
  })
}

function consentIn(of: HTMLElement | null): HTMLInputElement | null | undefined {
  return of?.querySelector<HTMLInputElement>('[name="agreed"]')
}

/** What goes with everything that a form sends; each thing has an id of its own. */
export function bodyOf(form: HTMLFormElement): FormData {
  const body = new FormData()
  body.set('want', form.dataset.want ?? '')
  body.set('uid', newUid())
  if (consentIn(page)?.checked) body.set('agreed', 'true')
  return body
}

/** Thanks, and the form as it was at first, for the next. */
export function done(form: HTMLFormElement): void {
  form.reset()
  const thanks = form.querySelector<HTMLElement>('.sidelink-done')
  if (thanks) thanks.hidden = false
}

/** What was refused for good is not worth another try. */
function refusal({ status, responseText }: XMLHttpRequest): Error {
  return Object.assign(new Error(wordsOf(responseText)), { final: status === 422 })
}

function wordsOf(answer: string): string {
  try {
    const { text, error }: Partial<Refusal> & { error?: string } = JSON.parse(answer)
    return text ?? error ?? say('failed')
  } catch {
    return say('failed')
  }
}
