/** What is waited for: the first answer, the next one, the end of it all. Labels: `timers.kind.<kind>`. */
export const timerKinds = ['first', 'next', 'resolution'] as const
export type TimerKind = (typeof timerKinds)[number]

/** Seconds of opening hours; 0: there is no limit. */
export type Limits = Record<TimerKind, number>

/** What differs for a group, a channel, or a group on a channel (`null`: any). */
export type Level = { id: number; teamId: number | null; channelId: number | null; limits: Limits }

/** How the clinic measures. Nothing is measured while it is not `on`. */
export type TimerSettings = {
  on: boolean
  /** For what no level is about; `live` is the first answer where customers sit in front of the chat. Seconds. */
  limits: Limits & { live: number }
  /** Warned is when this much of a limit has passed, in percent; 100: not at all. */
  warnAt: number
  /** Owners hear of it when it is missed by this many minutes; 0: never. */
  escalateAfter: number
}

export const timerDefaults: TimerSettings = {
  on: false,
  limits: { live: 60, first: 120, next: 120, resolution: 0 },
  warnAt: 80,
  escalateAfter: 10,
}

/** Where somebody waits. `live`: they sit in front of the chat. */
export type Waiting = { teamId: number | null; channelId: number; live: boolean }

/** The limits that hold there: those of the group on the channel, else of the channel, else of the group, else the clinic's. */
export function limitsFor(levels: Level[], { limits }: TimerSettings, waiting: Waiting): Limits {
  const fits = (level: Level) =>
    (level.teamId === null || level.teamId === waiting.teamId) &&
    (level.channelId === null || level.channelId === waiting.channelId)
  const weight = ({ teamId, channelId }: Level) => (channelId === null ? 0 : 2) + (teamId === null ? 0 : 1)
  const [nearest] = levels.filter(fits).toSorted((one, other) => weight(other) - weight(one))
  return nearest?.limits ?? { ...limits, first: waiting.live ? limits.live : limits.first }
}
