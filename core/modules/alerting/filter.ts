import { DateTime } from 'luxon'
import type { Level, NewAlert } from './alert.ts'
import type { Filter } from './destination.ts'

/** Does a destination want to hear of this? An alert about no group concerns everybody. */
export function wants({ kinds, levels, teamIds }: Filter, { kind, level, teamId }: NewAlert): boolean {
  const isOf = <T>(list: T[], value: T) => list.length === 0 || list.includes(value)
  return isOf(kinds, kind) && isOf(levels, level) && (teamId == null || isOf(teamIds, teamId))
}

/** When a destination that is silent at this moment speaks again, or nothing where this may be told now. */
export function silentUntil(
  { silence, urgentPasses }: Filter,
  level: Level,
  { at, timezone }: { at: string; timezone: string },
): Date | undefined {
  if (!silence || (urgentPasses && level === 'urgent')) return undefined
  const [from, until] = silence
  const now = DateTime.fromISO(at, { zone: timezone })
  const time = now.toFormat('HH:mm')
  const overnight = from >= until
  const isSilent = overnight ? time >= from || time < until : time >= from && time < until
  if (!isSilent) return undefined
  const [hour, minute] = until.split(':').map(Number)
  const day = overnight && time >= from ? now.plus({ days: 1 }) : now
  return day.startOf('day').set({ hour, minute }).toJSDate()
}
