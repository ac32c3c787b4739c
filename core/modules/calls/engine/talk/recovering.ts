import { Conflict } from '../../../../errors.ts'
import { bury, release, ringStaff } from '../legs.ts'
import type { Leg, Owner, PhaseOf } from '../live.ts'
import { bringBack, seat, takeOut } from './meeting.ts'
import { giveBack, letOwnerGo } from './transferring.ts'
import { after, cancel, type Turn } from '../turn.ts'

type Talk = PhaseOf<'talk'>

/** Seconds that a customer waits with music for an agent whose phone went dark. */
const returnSeconds = 20

/** The owner's phone went dark: the customer hears music, and the phone rings again where it can. */
export function lose(turn: Turn, phase: Talk, owner: Owner) {
  owner.leg = null
  takeOut(turn, phase)
  ringAgain(turn, owner.agentId)
  after(turn, 'return', returnSeconds)
}

/** The agent is back, perhaps before the exchange knows that their old leg is dead. */
export function reconnect(turn: Turn, phase: Talk, owner: Owner) {
  const old = owner.leg
  owner.leg = null
  takeOut(turn, phase)
  if (old) replace(turn, old)
  if (!ringAgain(turn, owner.agentId, { willing: true, afresh: true }))
    throw new Conflict('calls.conflict.no-phone')
  after(turn, 'return', returnSeconds)
}

/** Their phone was answered again. */
export function backAgain(turn: Turn, phase: Talk, id: string, leg: Leg) {
  const { owner } = turn.live
  if (!owner) return
  delete leg.again
  owner.leg = id
  cancel(turn, 'return')
  seat(turn, id)
  if (!phase.consult) bringBack(turn, phase)
}

/** The agent did not come back: the customer goes to the head of the queue. */
export function giveUp(turn: Turn) {
  const { live } = turn
  const { owner } = live
  if (!owner || owner.leg) return
  for (const [id, { party }] of Object.entries(live.legs)) if (party !== 'customer') release(turn, id)
  letOwnerGo(turn)
  giveBack(turn, owner.agentId)
}

function ringAgain(turn: Turn, agentId: number, how: { willing?: true; afresh?: true } = {}) {
  const { legs } = turn.live
  for (const id of Object.keys(legs)) if (legs[id]?.again) release(turn, id)
  return ringStaff(turn, agentId, { party: 'agent', seconds: returnSeconds, again: true, ...how })
}

/** The old leg goes, the agent stays. */
function replace(turn: Turn, id: string) {
  const leg = turn.live.legs[id]
  if (leg) leg.again = true
  bury(turn, id)
}
