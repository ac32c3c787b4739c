import { copyOf, text } from './page.ts'
import { type Upload, type Uploaded, upload } from './upload.ts'

export type Entry = { file: File; element: HTMLElement; upload?: Upload; uploaded?: Uploaded }

/** The files that wait in the composer: each on its way up, there, or refused and to be tried again. */
export class Attachments {
  entries: Entry[] = []
  list: HTMLElement
  template: HTMLTemplateElement

  constructor(list: HTMLElement, template: HTMLTemplateElement) {
    this.list = list
    this.template = template
  }

  add(files: File[]): void {
    for (const file of files) {
      const entry = { file, element: this.draw(file) }
      this.entries.push(entry)
      this.start(entry)
    }
    this.list.hidden = this.entries.length === 0
  }

  /** What may go with the message, once all is up; nothing where one of them failed. */
  async taken(): Promise<Uploaded[] | undefined> {
    await Promise.allSettled(this.entries.map((entry) => entry.upload?.done))
    const uploaded = this.entries.flatMap((entry) => entry.uploaded ?? [])
    return uploaded.length === this.entries.length ? uploaded : undefined
  }

  clear(): void {
    for (const entry of this.entries) entry.element.remove()
    this.entries = []
    this.list.hidden = true
  }

  /** Takes them away, for them to come back where the message is refused. */
  release(): Entry[] {
    const { entries } = this
    this.clear()
    return entries
  }

  restore(entries: Entry[]): void {
    this.entries.push(...entries)
    this.list.append(...entries.map(({ element }) => element))
    this.list.hidden = this.entries.length === 0
  }

  private draw(file: File): HTMLElement {
    const element = copyOf(this.template)
    const name = element.querySelector('.upload-name')
    if (name) name.textContent = file.name
    if (file.type.startsWith('image/')) preview(element, file)
    this.list.append(element)
    return element
  }

  private start(entry: Entry): void {
    const { element, file } = entry
    const bar = element.querySelector('progress')
    const retry = element.querySelector<HTMLElement>('.upload-retry')
    const remove = element.querySelector<HTMLElement>('.upload-remove')
    delete element.dataset.failed
    entry.upload = upload(file, (part) => bar && (bar.value = part))
    entry.upload.done.then(
      (uploaded) => this.arrived(entry, uploaded),
      (error: Error) => this.failed(entry, error.message),
    )
    if (retry) {
      retry.hidden = true
      retry.onclick = () => this.start(entry)
    }
    if (remove) remove.onclick = () => this.remove(entry)
  }

  private arrived(entry: Entry, uploaded: Uploaded): void {
    entry.uploaded = uploaded
    entry.element.dataset.done = ''
    this.complain(entry, '')
  }

  private failed(entry: Entry, reason: string): void {
    entry.element.dataset.failed = ''
    this.complain(entry, reason || text('uploadFailed'))
    const retry = entry.element.querySelector<HTMLElement>('.upload-retry')
    if (retry) retry.hidden = false
  }

  private complain({ element }: Entry, words: string): void {
    const line = element.querySelector<HTMLElement>('.upload-error')
    if (line) Object.assign(line, { textContent: words, hidden: !words })
  }

  private remove(entry: Entry): void {
    entry.upload?.cancel()
    entry.element.remove()
    this.entries = this.entries.filter((other) => other !== entry)
    this.list.hidden = this.entries.length === 0
  }
}

function preview(element: HTMLElement, file: File) {
  const image = document.createElement('img')
  image.src = URL.createObjectURL(file)
  image.alt = ''
  image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true })
  element.querySelector('.upload-mark')?.replaceChildren(image)
}
