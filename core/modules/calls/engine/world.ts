import type { Sound } from '../../../plugin/index.ts'
import type { Flow, QueueSettings, SoundRef } from '../../lines/index.ts'
import type { Target } from './input.ts'

/** What a step may look at; read before it, so that the step itself is a function. */
export type World = {
  /** ISO 8601 UTC. */
  now: string
  flow: Flow | undefined
  /** The flow's hours say that it is open. */
  isOpen: boolean
  queue: (teamId: number) => QueueSettings
  sound: (ref: SoundRef) => Sound
  /** Sounds that say a place in the queue and an expected wait in seconds, of which the latter may be unknown. */
  say: (place: { position: number; seconds?: number }) => Sound[]
  /** The place of this call in its queue, 1 is next. */
  place?: { position: number; seconds?: number }
  /** How many wait in the queue of a team, this call left out. */
  waiting: (teamId: number) => number
  /**
   * The phone of staff that would ring now; undefined where none is registered. `parked` is a leg that is up already.
   * `isBack`: they are at it again and say so; the exchange may tell later that it has registered.
   */
  phoneOf: (
    agentId: number,
    isBack?: boolean,
  ) => { phone: string; auto: boolean; parked?: string } | undefined
  /** Nobody of staff has them in a call: they may be rung for a transfer. Wrapping up is no obstacle. */
  isFree: (agentId: number) => boolean
  /** Who would be offered the next call of a team now. */
  nextOf: (teamId: number) => number | undefined
  /** Whom a desk phone means that dialled these keys. */
  meant: (keys: string) => Target | undefined
  /** What staff's phones show of the customer: a name, and a masked number. */
  shown: { name?: string; number?: string }
  /** The number of ours that the customer sees, E.164. */
  line: string | undefined
}
