import type { EndCause } from '../../../../plugin/index.ts'
import { guestGone, guestPasses, guestUp, leaveToGuests } from './consulting.ts'
import { end } from '../ending.ts'
import { release } from '../legs.ts'
import type { Live, PhaseOf } from '../live.ts'
import { guestsIn, measure } from './meeting.ts'
import { backAgain, giveUp, lose } from './recovering.ts'
import type { Rules } from '../rules.ts'
import { supervisorUp } from './supervising.ts'
import type { Turn } from '../turn.ts'
import { announce } from '../words.ts'

type Talk = PhaseOf<'talk'>

export const talking = (phase: Talk): Rules => ({
  said: (turn, _about, ok) => {
    turn.live.notice = ok ? 'heard' : 'none'
  },
  up: (turn, id, leg) => {
    if (leg.again) backAgain(turn, phase, id, leg)
    else if (leg.party === 'supervisor') supervisorUp(turn, id, leg)
    else if (id === phase.consult) guestUp(turn, id, leg)
  },
  gone: (turn, id, leg, cause) => {
    if (id === turn.live.owner?.leg) ownerGone(turn, phase, cause)
    else if (id === phase.consult) guestGone(turn, phase)
    else if (leg.party === 'guest') guestLeft(turn)
  },
  timers: {
    guest: (turn) => {
      if (phase.consult) guestPasses(turn, phase, 'no-answer')
    },
    return: (turn) => giveUp(turn),
    measure,
  },
})

/** Was this the owner's phone going dark, and nobody is left with the customer? A receiver that is put down is none. */
export function isLoss(live: Live, id: string, cause: EndCause): boolean {
  const isMeant = cause === 'normal' || cause === 'busy' || cause === 'rejected'
  return live.phase.in === 'talk' && live.owner?.leg === id && !isMeant && guestsIn(live).length === 0
}

/** The agent leaves: who is with the customer goes on without them, else the call is over. */
export function agentLeaves(turn: Turn, phase: Talk) {
  const { owner } = turn.live
  if (owner && leaveToGuests(turn, phase, owner)) return
  turn.live.owner = null
  end(turn, 'answered', 'agent')
}

/** A guest leaves by themselves. */
export function guestLeaves(turn: Turn, phase: Talk, id: string) {
  release(turn, id)
  if (id === phase.consult) guestGone(turn, phase)
  else guestLeft(turn)
}

/** Says that the call is recorded to who was called by us; who called has heard it before. Runs after every step. */
export function keepNotice(turn: Turn) {
  const { live, world } = turn
  const { phase } = live
  const notice = world.flow?.notice
  if (live.notice !== 'due' || !notice || live.words || phase.in !== 'talk' || phase.held) return
  announce(turn, 'notice', phase.room, [world.sound(notice)])
}

function ownerGone(turn: Turn, phase: Talk, cause: EndCause) {
  const { owner } = turn.live
  if (!owner?.leg) return
  if (isLoss(turn.live, owner.leg, cause)) lose(turn, phase, owner)
  else agentLeaves(turn, phase)
}

/** The last guest of a customer without an owner ends the call. */
function guestLeft(turn: Turn) {
  if (!turn.live.owner && guestsIn(turn.live).length === 0) end(turn, 'answered', 'system')
}
