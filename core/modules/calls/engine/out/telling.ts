import { end } from '../ending.ts'
import type { PhaseOf, Said } from '../live.ts'
import type { Rules } from '../rules.ts'
import { cancel, type Turn } from '../turn.ts'
import { say } from '../words.ts'
import { dialCustomer, notTaken } from './dialling.ts'

/** Rings the customer, who is told something: nobody of staff is in the call. */
export function callToTell(turn: Turn, sounds: Said[]) {
  turn.live.phase = { in: 'ringing', sounds }
  dialCustomer(turn)
}

export const ringing = ({ sounds }: PhaseOf<'ringing'>): Rules => ({
  up: (turn) => {
    cancel(turn, 'ring')
    turn.live.phase = { in: 'telling' }
    say(turn, 'message', sounds)
  },
  left: notTaken,
  timers: { ring: (turn) => end(turn, 'no-answer', 'system') },
})

export const telling: Rules = {
  said: (turn, _about, ok) => end(turn, ok ? 'answered' : 'failed', 'system'),
  left: (turn, _cause, code) => end(turn, 'answered', 'customer', code),
}
