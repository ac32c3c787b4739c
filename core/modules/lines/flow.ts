import type { HouseSound } from './house-sound.ts'

/** A sound that callers hear: the clinic's own by its id, or one that the house brings by its key (`greeting`). */
export type SoundRef = { sound: number } | { house: HouseSound }

/** What callers of a line go through, as an admin drew it. */
export type Flow = {
  greeting?: SoundRef
  /** Says that the call is recorded. Without it nothing is. */
  notice?: SoundRef
  hours: 'clinic' | 'always'
  /** Where callers go while it is open, and otherwise. */
  start: Step
  closed: Step
  menus: Record<string, Menu>
}

export type Step =
  | { to: 'menu'; menu: string }
  | { to: 'queue'; teamId: number }
  | { to: 'voicemail'; teamId: number | null; prompt?: SoundRef }
  /** Promises a call back, and ends. */
  | { to: 'callback'; teamId: number | null }
  | { to: 'number'; number: string }
  | { to: 'end'; say?: SoundRef }

export type Menu = {
  name: string
  prompt: SoundRef
  keys: { key: string; label: string; step: Step }[]
  /** Seconds to press a key after the prompt, and how often it is said. */
  seconds: number
  tries: number
  otherwise: Step
}

/** How the calls of a skill group wait and ring. Seconds; 0 is never. */
export type QueueSettings = {
  music?: SoundRef
  ringSeconds: number
  wrapSeconds: number
  announceSeconds: number
  /** More than these do not wait, and nobody waits longer. */
  mostWaiting: number
  mostSeconds: number
  overflow: Step
  /** Offered after so many seconds, taken with a key. */
  callbackAfter: number
  /** An agent who lets so many calls ring in vain is away. */
  missesToAway: number
}
