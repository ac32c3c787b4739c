/** What the dialogs of the composer make: a link, a card, a question, a notice, as the server takes it. */

export type Content = { type: string } & Record<string, unknown>

/** What this form says, blanks left out. */
export function contentOf(kind: string, form: HTMLFormElement): Content {
  const data = new FormData(form)
  const given = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, textOf(data.get(name))]).filter(([, text]) => text))
  if (kind === 'choices') return { type: kind, ...given('head', 'tail'), items: itemsIn(data) }
  if (kind === 'notice') return { type: kind, ...given('template', 'title', 'url'), values: valuesIn(form) }
  return { type: kind, ...given('title', 'description', 'url', 'app', 'page', 'picture') }
}

function itemsIn(data: FormData): { id: string; text: string }[] {
  const texts = data.getAll('items').map(textOf).filter(Boolean)
  return texts.map((text, index) => ({ id: String(index + 1), text }))
}

function valuesIn(form: HTMLFormElement) {
  const fields = [...form.querySelectorAll<HTMLInputElement>('[name="values"]')]
  return fields.map(({ dataset, value }) => ({ key: dataset.key, label: dataset.label, value: value.trim() }))
}

function textOf(entry: FormDataEntryValue | null): string {
  return typeof entry === 'string' ? entry.trim() : ''
}
