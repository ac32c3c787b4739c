import type { Sound } from '../../plugin/index.ts'
import type { SoundRef } from './flow.ts'
import { type HouseSound, isHouseSound } from './house-sound.ts'

const longestQueue = 99

/**
 * Says in Chinese where a caller is in the queue (`position` 1 is next) and how long it will take (`seconds`, where
 * that is known): 您前面还有 3 位，预计等待 5 分钟.
 */
export function placeSounds(
  sound: (ref: SoundRef) => Sound,
  { position, seconds }: { position: number; seconds?: number },
): Sound[] {
  const keys = [...ahead(position - 1), ...(seconds === undefined ? [] : wait(seconds))]
  return keys.map((house) => sound({ house }))
}

function ahead(people: number): HouseSound[] {
  if (people <= 0) return ['place-next']
  return ['place-ahead', ...count(Math.min(people, longestQueue)), 'place-people']
}

function wait(seconds: number): HouseSound[] {
  if (seconds < 60) return ['wait-soon']
  return ['wait-about', ...count(Math.min(Math.round(seconds / 60), longestQueue)), 'wait-minutes']
}

/** A number up to 99 that counts something: 两, 十二, 三十五. */
function count(number: number): HouseSound[] {
  if (number === 2) return ['number-both']
  if (number <= 10) return digit(number)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return [...(tens > 1 ? digit(tens) : []), ...digit(10), ...(ones > 0 ? digit(ones) : [])]
}

/** One number up to ten as the house says it. */
export function digit(number: number): HouseSound[] {
  const key = `number-${number}`
  return isHouseSound(key) ? [key] : []
}
