import { remember, remembered } from '../support/preferences.ts'

/** What this browser remembers of its devices; the ids are the browser's own, and of this site alone. */
type Device = 'microphone' | 'speaker' | 'ring'
type Choice = Device | `${Device}.name` | 'tune' | 'volume'

const usualVolume = 70

/** The device or tune that was chosen; undefined: the usual one. */
export function choice(of: Choice): string | undefined {
  return remembered(`phone.${of}`)
}

export function choose(what: Choice, value: string): void {
  remember(`phone.${what}`, value || undefined)
}

/** How loud it rings, 0 to 1. */
export function volume(): number {
  const kept = choice('volume')
  return (kept === undefined ? usualVolume : Number(kept)) / 100
}
