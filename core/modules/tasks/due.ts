import { later } from '../../platform/time.ts'
import type { Timetable } from '../clinic/index.ts'
import type { Kind } from './task.ts'

/** Seconds in which the clinic is open. */
const patience: Record<Kind, number> = { callback: 15 * 60, recovery: 2 * 60 * 60 }

/** By when what is owed is to be done: a call within a quarter of an hour of opening hours, a word within two. ISO 8601 UTC. */
export function dueAfter(
  at: string,
  kind: Kind,
  { addOpenSeconds }: Pick<Timetable, 'addOpenSeconds'>,
): string {
  const due = addOpenSeconds(new Date(at), patience[kind])
  return due?.toISOString() ?? later(at, patience[kind] * 1000)
}
