import type { App, Limit } from '../../module.ts'
import { runningTimers } from './store/timers.ts'

/** Until when somebody has to be answered, by conversation; of two clocks the one that is due first. */
export async function limitsOf({ db }: App, conversationIds: number[]): Promise<Map<number, Limit>> {
  const timers = (await runningTimers(db, conversationIds)).filter(({ pausedAt }) => pausedAt === null)
  const latestFirst = timers.toSorted((one, other) => (one.dueAt < other.dueAt ? 1 : -1))
  return new Map(
    latestFirst.map(({ conversationId, kind, warnAt, dueAt }) => [
      conversationId,
      { kind, warnAt: warnAt ?? dueAt, dueAt },
    ]),
  )
}
