import type { RecordedSound } from '../../recordings/index.ts'
import type { Call, Outcome } from '../call.ts'

/**
 * A call that is over. Times are ISO 8601 UTC and come in their order, durations milliseconds; how long was waited and talked
 * follows from the times.
 */
export type PastCall = Pick<
  Call,
  | 'channelId'
  | 'lineId'
  | 'direction'
  | 'purpose'
  | 'number'
  | 'teamId'
  | 'agentId'
  | 'startedAt'
  | 'queuedAt'
  | 'answeredAt'
  | 'endedBy'
> &
  Partial<Pick<Call, 'code' | 'setupMs' | 'ringMs' | 'holdMs' | 'quality' | 'result' | 'note'>> & {
    endedAt: string
    outcome: Outcome
    /** Whom staff know behind the number; without it the number says who it is. */
    personId?: number
    /** Of the call that is owed where nobody answered: by when (without it, as `addTask` says), and what to know before. */
    owed?: { dueAt?: string; note?: string }
    /** What was recorded of it; of a call that nobody answered, what was left on the machine. */
    sound?: RecordedSound & { announced: boolean }
  }
