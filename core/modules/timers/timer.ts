import type { TimerKind } from './level.ts'

/** One clock of a conversation. Times are ISO 8601 UTC; it runs until `stoppedAt`. */
export type Timer = {
  id: number
  conversationId: number
  kind: TimerKind
  teamId: number | null
  channelId: number
  startedAt: string
  warnAt: string | null
  dueAt: string
  breachedAt: string | null
  /** Since when it stands still. */
  pausedAt: string | null
  stoppedAt: string | null
}

/**
 * How a conversation stands after a change of it, as far as clocks are concerned: told by the change itself, so that a
 * wait that is over before anybody looks is measured like any other.
 */
export type Turn = {
  conversationId: number
  at: string
  /** Since when the customer waits for an answer; null where nobody does. */
  waitingSince: string | null
  /** Nobody has answered yet. */
  first: boolean
  closed: boolean
  /** Out of sight for a while: nobody is to answer now. */
  resting: boolean
  agentId: number | null
  teamId: number | null
  channelId: number
}

/** The clocks that run at this turn, and since when; one for the end of it all goes on as it `runs`. */
export function clocksAt(turn: Turn, runs: Timer[]): Map<TimerKind, string> {
  const { at, waitingSince, first, closed } = turn
  const clocks = new Map<TimerKind, string>()
  if (closed) return clocks
  if (waitingSince) clocks.set(first ? 'first' : 'next', waitingSince)
  return clocks.set('resolution', runs.find(({ kind }) => kind === 'resolution')?.startedAt ?? at)
}

/** Whether a clock that ends at this turn did what it was for; `left`: the customer got no answer. */
export function outcomeOf(kind: TimerKind, { closed }: Turn): 'done' | 'left' {
  return closed && kind !== 'resolution' ? 'left' : 'done'
}
