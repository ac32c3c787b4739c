import type { SoundRef } from '../../../lines/index.ts'
import type { Outcome } from '../../call.ts'
import { end, endOwing, owe } from '../ending.ts'
import type { PhaseOf } from '../live.ts'
import type { Rules } from '../rules.ts'
import type { Turn } from '../turn.ts'
import { say } from '../words.ts'

/** Promises a call back. */
export function promiseCallback(turn: Turn, before?: SoundRef) {
  owe(turn, 'asked')
  farewell(turn, 'callback', [...(before ? [before] : []), { house: 'callback-done' }])
}

/** The flow ends here: whoever called without talking to anybody is owed a call. */
export function finishFlow(turn: Turn, last?: SoundRef) {
  if (!last) return endOwing(turn, 'missed')
  owe(turn, 'missed')
  farewell(turn, turn.live.open ? 'missed' : 'closed', [last])
}

/** Last words, then the line is closed. Who has talked with somebody was answered, whatever came after. */
export function farewell(turn: Turn, outcome: Outcome, last: SoundRef[]) {
  turn.live.phase = { in: 'farewell', outcome: turn.live.answered ? 'answered' : outcome }
  say(turn, 'farewell', last.map(turn.world.sound))
}

export const parting = ({ outcome }: PhaseOf<'farewell'>): Rules => ({
  said: (turn) => end(turn, outcome, 'system'),
})
