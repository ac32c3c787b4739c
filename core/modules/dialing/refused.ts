import { Conflict } from '../../errors.ts'
import type { NoNumber } from './rules/toll.ts'

/** Why a call may not be placed. Words with what can be done: `dialing.refused.<why>`. */
export type Why =
  | NoNumber
  | 'region'
  | 'do-not-contact'
  | 'hours'
  | 'never'
  | 'too-often'
  | 'agent-limit'
  | 'no-line'
  | 'line-rests'
  | 'busy'

/** The gate says no. `again` is when it may be tried again (ISO 8601 UTC), where time helps. */
export class Refused extends Conflict {
  readonly why: Why
  readonly again: string | undefined
  constructor(why: Why, values: object = {}, again?: string) {
    super(`dialing.refused.${why}`, values)
    this.why = why
    this.again = again
  }
}
