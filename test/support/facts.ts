import { setTimeout } from 'node:timers/promises'
import type { Db } from '../../core/platform/db/index.ts'
import { type Event, head, read } from '../../core/platform/events/index.ts'
import { hasUnsettled } from '../../core/platform/events/log.ts'

/**
 * Every fact after a cursor. The tests' databases share one server, where the end of a neighbour's transaction can
 * keep facts from being read for a moment: this waits until none are.
 */
export async function factsSince(db: Db, after: string): Promise<Event[]> {
  const facts = await read(db, after)
  const upto = facts.at(-1)?.cursor ?? after
  if (!(await hasUnsettled(db, upto))) return facts
  await setTimeout(5)
  return [...facts, ...(await factsSince(db, upto))]
}

/** The place in the log behind everything that has been committed. */
export async function newestPlace(db: Db): Promise<string> {
  const place = await head(db)
  return (await factsSince(db, place)).at(-1)?.cursor ?? place
}
