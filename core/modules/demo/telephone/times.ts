import type { Random } from '../random.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
const east = 8 * hour

/** When people ring a clinic: before lunch, in the afternoon, and after work. */
const hours = [9, 10, 10, 10, 11, 11, 13, 14, 14, 15, 15, 15, 16, 16, 17, 18, 19, 19]

/** A moment of the working hours, so many days before, in China. */
export function workday(random: Random, now: number, daysAgo: number): number {
  return midnight(now) - daysAgo * day + random.pick(hours) * hour + random.between(0, 59) * minute
}

/** A moment late in the evening. */
export function evening(random: Random, now: number, daysAgo: number): number {
  return midnight(now) - daysAgo * day + 21 * hour + random.between(5, 110) * minute
}

/** Nine o'clock of the day after. */
export function nextMorning(at: number): number {
  return midnight(at) + day + 9 * hour
}

function midnight(at: number): number {
  return Math.floor((at + east) / day) * day - east
}
