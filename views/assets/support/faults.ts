import { text } from './page.ts'

export type Fault = { field: string; message: string }

/** What the browser itself finds wrong with the fields of a form, the first of each. */
export function faultsIn(form: HTMLFormElement): Fault[] {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  return fields.flatMap((field) => {
    const blank = field.required && !field.value.trim()
    if (field.validity.valid && !blank) return []
    const message = text(blank ? 'required' : field.type === 'url' ? 'address' : 'invalid')
    return { field: faultName(field), message }
  })
}

/** Says each fault beside its field, what belongs to none at the top, and goes to the first. */
export function showFaults(form: HTMLFormElement, faults: Fault[]): void {
  clearFaults(form)
  for (const { field, message } of faults) {
    const name = field.replace(/^content\./, '')
    const line = lineOf(form, name) ?? lineOf(form, name.split('.')[0] ?? '') ?? lineOf(form, '')
    if (!line?.hidden) continue
    Object.assign(line, { textContent: message, hidden: false })
    for (const input of inputsOf(form, line)) input.setAttribute('aria-invalid', 'true')
  }
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

/** Takes back everything that was said to be wrong. */
export function clearFaults(form: HTMLFormElement): void {
  for (const line of form.querySelectorAll<HTMLElement>('[data-fault]')) line.hidden = true
  for (const input of form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid')
}

/** The fault of one field is over as soon as it is written in. */
export function clearFault(form: HTMLFormElement, field: HTMLInputElement): void {
  field.removeAttribute('aria-invalid')
  const line = lineOf(form, faultName(field))
  if (line) line.hidden = true
}

function inputsOf(form: HTMLFormElement, line: HTMLElement): HTMLInputElement[] {
  const { fault = '' } = line.dataset
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  const named = fields.filter((field) => faultName(field) === fault)
  const blank = named.filter((field) => field.required && !field.value.trim())
  return blank.length > 0 ? blank : named
}

function faultName({ name, dataset }: HTMLInputElement): string {
  return name === 'values' ? `values.${dataset.key}` : name
}

function lineOf(form: HTMLFormElement, name: string): HTMLElement | undefined {
  return [...form.querySelectorAll<HTMLElement>('[data-fault]')].find(({ dataset }) => dataset.fault === name)
}
