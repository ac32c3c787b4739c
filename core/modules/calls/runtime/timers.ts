import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Live, TimerName } from '../engine/index.ts'

/** A time that a call has asked for, ISO 8601 UTC. */
export type Timer = { callId: number; name: TimerName; at: string }

/** Each timer that is new, or has another time, gets a job; those of before find that they are not asked for any more. */
export async function keepTimers(
  trx: Db,
  callId: number,
  before: Live | undefined,
  { timers }: Live,
  now: string,
): Promise<void> {
  const names = Object.keys(timers).filter(isName(timers))
  const jobs = names.flatMap((name) => {
    const at = timers[name]
    const isNew = at !== undefined && before?.timers[name] !== at
    return isNew ? [{ name: 'call.timer', payload: { callId, name, at }, dueAt: at }] : []
  })
  await enqueue(trx, jobs, now)
}

function isName(timers: Live['timers']) {
  return (name: string): name is TimerName => Object.hasOwn(timers, name)
}
