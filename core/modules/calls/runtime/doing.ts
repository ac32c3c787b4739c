import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Fact as Told } from '../../../platform/events/index.ts'
import type { Call } from '../call.ts'
import type { Live } from '../engine/index.ts'

/** One step that is being stored: the call as it was, and what becomes different. */
export type Doing = {
  app: App
  trx: Db
  at: string
  /** Before the step. */
  was: Call
  /** After the step. */
  live: Live
  /** What the row of the call gets. */
  change: Partial<Call>
  /** Agents whose phone frame shows something else now. */
  concerned: Set<number>
  /** Facts for the log, beside those that every step tells. */
  told: Told[]
}

/** A value of the call as it is after what the step has changed so far. */
export function nowIs<K extends keyof Call>({ was, change }: Doing, key: K): Call[K] {
  const value = change[key]
  return value === undefined ? was[key] : value
}

/** Somebody else has the agent by now: the step is done again with the world as it is then. */
export class Overtaken extends Error {}
