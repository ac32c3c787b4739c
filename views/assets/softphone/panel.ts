import type { View } from './station.ts'

/**
 * Draws what the pages show of the phone, wherever they show it: `data-softphone-when="line=ready,offline"` is seen in
 * these states, `data-softphone-value="clock"` says a value, and the mute button is pressed or not. The words are the
 * server's.
 */
export function draw(view: View): void {
  const states = statesOf(view)
  for (const element of all('[data-softphone-when]'))
    element.hidden = !isSo(states, element.dataset['softphoneWhen'] ?? '')
  const values = valuesOf(view)
  for (const element of all('[data-softphone-value]')) {
    const text = values[element.dataset['softphoneValue'] ?? ''] ?? ''
    if (element.textContent !== text) element.textContent = text
  }
  for (const button of all('[data-action~="softphone#mute"]'))
    button.setAttribute('aria-pressed', String(view.call?.muted ?? false))
  Object.assign(document.documentElement.dataset, { softphone: states['line'], call: states['call'] })
}

/** Shows how loud we are, on every meter of the page. */
export function drawLevel(level: number): void {
  for (const meter of all('[data-softphone-level]')) meter.style.setProperty('--level', level.toFixed(2))
}

function statesOf(view: View): Record<string, string> {
  return {
    line: view.line,
    call: view.call?.state ?? 'none',
    muted: view.call?.muted ? 'yes' : 'no',
    quality: view.quality?.word ?? 'none',
    trouble: view.trouble ?? 'none',
    resumable: isResumable(view) ? 'yes' : 'no',
    headset: 'hid' in navigator ? 'yes' : 'no',
    elsewhere: view.talksElsewhere ? 'talks' : 'rests',
  }
}

/** A call can be taken up again once the exchange knows where we are. */
function isResumable({ resumable, call, line }: View): boolean {
  return resumable !== undefined && !call && line === 'ready'
}

/** `call=talking,connecting muted=no`: every condition holds, with one of its states. */
function isSo(states: Record<string, string>, conditions: string): boolean {
  return conditions.split(' ').every((condition) => {
    const [name = '', wanted = ''] = condition.split('=')
    return wanted.split(',').includes(states[name] ?? '')
  })
}

function valuesOf({ call, quality, number }: View): Record<string, string> {
  return {
    number,
    caller: call?.caller.name ?? '',
    callerNumber: call?.caller.number ?? '',
    clock: call?.since === undefined ? '' : clock((Date.now() - call.since) / 1000),
    roundTrip: quality?.roundTrip === undefined ? '–' : String(Math.round(quality.roundTrip)),
    jitter: String(Math.round(quality?.jitter ?? 0)),
    lost: (quality?.lost ?? 0).toFixed(1),
  }
}

/** `3:07`, `1:03:07`. */
function clock(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

function all(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)]
}
