import { bodyOf, fault, hasAgreed, post, say } from './page.ts'
import { smaller } from './smaller.ts'

const most = 9

/** Each photo goes up as soon as it is chosen, one after the other, and can be tried again by itself. */
export function sendPhotos(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')
  let last = Promise.resolve()
  input?.addEventListener('click', (event) => hasAgreed(form) || event.preventDefault())
  input?.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length > most) fault(form, say('many'))
    for (const file of files.slice(0, most)) {
      const line = lineFor(form, file)
      const body = smaller(file).then((photo) => bodyWith(form, photo))
      const send = () => (last = last.then(async () => up(line, await body)))
      line.querySelector('button')?.addEventListener('click', () => void send())
      void send()
    }
  })
  form.addEventListener('submit', (event) => event.preventDefault())
}

function bodyWith(form: HTMLFormElement, photo: File): FormData {
  const body = bodyOf(form)
  body.set('photo', photo, photo.name || 'photo.jpg')
  return body
}

function lineFor(form: HTMLFormElement, file: File): HTMLElement {
  const list = form.querySelector<HTMLElement>('.sidelink-photos')
  const template = form.querySelector<HTMLTemplateElement>('.sidelink-photo')
  const line = template?.content.firstElementChild?.cloneNode(true)
  if (!list || !(line instanceof HTMLElement)) throw new Error('a form without its list')
  const image = line.querySelector('img')
  if (image) image.src = URL.createObjectURL(file)
  list.hidden = false
  list.append(line)
  show(line, 'waiting')
  return line
}

async function up(line: HTMLElement, body: FormData): Promise<void> {
  const bar = line.querySelector('progress')
  show(line, 'waiting')
  try {
    await post(body, (part) => bar && (bar.value = part))
    show(line, 'done')
  } catch (error) {
    show(line, isFinal(error) ? 'refused' : 'failed', error instanceof Error ? error.message : undefined)
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof Error && 'final' in error && error.final === true
}

function show(line: HTMLElement, state: 'waiting' | 'done' | 'failed' | 'refused', words = say(state)): void {
  line.dataset.state = state
  const [bar, again, place] = [
    line.querySelector('progress'),
    line.querySelector('button'),
    line.querySelector('.sidelink-state'),
  ]
  if (bar) bar.hidden = state !== 'waiting'
  if (again) again.hidden = state !== 'failed'
  if (place) place.textContent = words
}
