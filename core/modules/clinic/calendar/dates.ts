import { DateTime } from 'luxon'

const longest = 62

/** Every date from one to another, both in it, `YYYY-MM-DD`; undefined where one is none, or they are more than 62. */
export function datesBetween(from: string, to: string): string[] | undefined {
  const [first, last] = [from, to].map((day) => DateTime.fromISO(day, { zone: 'utc' }))
  if (!first?.isValid || !last?.isValid) return undefined
  const count = last.diff(first, 'days').days + 1
  if (count < 1 || count > longest) return undefined
  return Array.from({ length: count }, (_, at) => first.plus({ days: at }).toFormat('yyyy-MM-dd'))
}
