import { Conflict } from '../../../errors.ts'
import { guestPasses } from './talk/consulting.ts'
import { end } from './ending.ts'
import { legOfAgent, release } from './legs.ts'
import { refuseOffer } from './flow/offering.ts'
import { leave } from './talk/supervising.ts'
import { agentLeaves, guestLeaves } from './talk/talking.ts'
import { refuseHanding } from './talk/transferring.ts'
import { tell, type Turn } from './turn.ts'

/** Takes what a parked leg was asked. A phone that rings is answered at the phone. */
export function accept(turn: Turn, agentId: number) {
  const id = ringingLeg(turn, agentId)
  if (!turn.live.legs[id]?.parked) throw new Conflict('calls.conflict.at-the-phone')
  turn.up.push(id)
}

/** The call goes on without this agent, as if nobody had answered, only sooner. */
export function decline(turn: Turn, agentId: number) {
  const id = ringingLeg(turn, agentId)
  const { phase } = turn.live
  if (phase.in === 'queue') return refuseOffer(turn, phase)
  if (phase.in === 'handing') return refuseHanding(turn, phase)
  if (phase.in === 'talk' && phase.consult === id) return guestPasses(turn, phase, 'declined')
  throw new Conflict('calls.conflict.no-offer')
}

/** Somebody of staff puts the receiver down, in whatever part they are in the call. */
export function hangUp(turn: Turn, agentId: number) {
  const { live } = turn
  const { phase, owner } = live
  const id = legOfAgent(turn, agentId)
  const leg = id === undefined ? undefined : live.legs[id]
  if (phase.in === 'dialling' && phase.agentId === agentId) return end(turn, 'abandoned', 'agent')
  if (phase.in === 'talk' && owner?.agentId === agentId) return ownerHangsUp(turn)
  if (id === undefined || leg?.is !== 'up') throw new Conflict('calls.conflict.not-in-call')
  if (leg.party === 'supervisor') return leave(turn, agentId)
  if (phase.in === 'talk') return guestLeaves(turn, phase, id)
  if (phase.in === 'opening') phase.leg = null
  release(turn, id)
}

function ownerHangsUp(turn: Turn) {
  const { phase, owner, legs } = turn.live
  if (phase.in !== 'talk' || !owner) return
  for (const id of Object.keys(legs)) if (legs[id]?.again) release(turn, id)
  if (owner.leg) release(turn, owner.leg)
  else tell(turn, { type: 'left', agentId: owner.agentId })
  agentLeaves(turn, phase)
}

function ringingLeg(turn: Turn, agentId: number): string {
  const id = legOfAgent(turn, agentId)
  const leg = id === undefined ? undefined : turn.live.legs[id]
  if (id === undefined || !leg || leg.is === 'up' || leg.party === 'supervisor')
    throw new Conflict('calls.conflict.no-offer')
  return id
}
