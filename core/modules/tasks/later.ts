import { DateTime } from 'luxon'
import { later } from '../../platform/time.ts'
import type { Timetable } from '../clinic/index.ts'

/** A time to put a task off to. Labels: `tasks.later.<key>`. */
export type Later = { key: 'quarter' | 'hour' | 'opening'; until: string }

/** In a quarter of an hour, in an hour, and when the clinic opens on another day. */
export function latersAt(now: Date, { opensAt, timezone }: Pick<Timetable, 'opensAt' | 'timezone'>): Later[] {
  const inMinutes = (minutes: number) => later(now, minutes * 60_000)
  const tomorrow = DateTime.fromJSDate(now, { zone: timezone }).plus({ days: 1 }).startOf('day').toJSDate()
  const opening = opensAt(tomorrow)
  return [
    { key: 'quarter', until: inMinutes(15) },
    { key: 'hour', until: inMinutes(60) },
    ...(opening ? [{ key: 'opening' as const, until: opening.toISOString() }] : []),
  ]
}
