import { fault, say } from './page.ts'
import { sendForm } from './words.ts'

/** Where the customer is, if they let their phone say so; an address can be typed instead. */
export function findPlace(form: HTMLFormElement): void {
  sendForm(form)
  const button = form.querySelector<HTMLButtonElement>('.sidelink-here')
  if (!button || !('geolocation' in navigator)) return
  const words = button.querySelector('span')
  const first = words?.textContent ?? ''
  button.hidden = false
  form.addEventListener('sent', () => words && (words.textContent = first))
  button.addEventListener('click', () => {
    fault(form)
    button.disabled = true
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false
        set(form, 'latitude', coords.latitude)
        set(form, 'longitude', coords.longitude)
        if (words) words.textContent = `${words.dataset.found} ±${Math.round(coords.accuracy)} m`
      },
      () => {
        button.disabled = false
        fault(form, say('denied'))
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  })
}

function set(form: HTMLFormElement, name: string, value: number): void {
  const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`)
  if (field) field.value = value.toFixed(6)
  field?.dispatchEvent(new Event('input', { bubbles: true }))
}
