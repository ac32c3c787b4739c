import type { EndCause } from '../../../plugin/index.ts'
import type { TimerName } from './input.ts'
import type { Leg, Subject } from './live.ts'
import type { Turn } from './turn.ts'

/** What a phase does when something happens; what it says nothing of changes nothing. */
export type Rules = {
  /** What was said is heard to its end, or could not be said. */
  said?: (turn: Turn, about: Subject, ok: boolean) => void
  /** The customer pressed a key. */
  key?: (turn: Turn, key: string) => void
  /** A leg has picked up. */
  up?: (turn: Turn, id: string, leg: Leg) => void
  /** A leg other than the customer's is not there any more. `leg`: as it was. */
  gone?: (turn: Turn, id: string, leg: Leg, cause: EndCause) => void
  /** The customer's leg is not there any more. */
  left?: (turn: Turn, cause: EndCause, code?: number) => void
  /** `seconds` is undefined where its end was missed. */
  recorded?: (turn: Turn, ok: boolean, seconds?: number) => void
  timers?: Partial<Record<TimerName, (turn: Turn) => void>>
}
