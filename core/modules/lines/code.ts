import type { Sound } from '../../plugin/index.ts'
import type { SoundRef } from './flow.ts'
import type { HouseSound } from './house-sound.ts'
import { digit } from './place.ts'

/** Says a code in Chinese, digit by digit, and once more: who looks for a pen has not heard the first. */
export function codeSounds(sound: (ref: SoundRef) => Sound, code: string): Sound[] {
  const digits = [...code].flatMap((each) => digit(Number(each)))
  const keys: HouseSound[] = ['code-is', ...digits, 'code-again', ...digits]
  return keys.map((house) => sound({ house }))
}
