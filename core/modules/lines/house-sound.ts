import { join } from 'node:path'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

/** What the house can say by itself, by key: files in sounds/. Labels: `lines.house.<key>`, the words: `lines.house-words.<key>`. */
export const houseSounds = [
  'greeting',
  'notice', // the call is recorded
  'menu', // 1 books, 2 asks, 0 is a person
  'invalid', // a key that means nothing
  'transfer', // before it rings for somebody
  'busy', // nobody is free: the queue begins
  'again', // who was rung did not answer: the queue goes on
  'full', // too many wait
  'unavailable', // nobody will come
  'callback-offer', // 1 is a call back
  'callback-done',
  'voicemail', // speak after the tone, # ends
  'voicemail-closed', // the same, out of hours
  'closed', // out of hours, and goodbye
  'goodbye',
  'beep',
  'music',
  'place-ahead',
  'place-people',
  'place-next',
  'wait-about',
  'wait-minutes',
  'wait-soon',
  'code-is',
  'code-again',
  'number-both',
  ...digits.map((digit) => `number-${digit}` as const),
] as const
export type HouseSound = (typeof houseSounds)[number]

/** Is this a sound that the house brings? */
export function isHouseSound(key: string): key is HouseSound {
  return houseSounds.some((each) => each === key)
}

/** Where its file is: WAV, 8 kHz, mono, 16 bits. */
export function houseFile(key: HouseSound): string {
  return join(import.meta.dirname, 'sounds', `${key}.wav`)
}
