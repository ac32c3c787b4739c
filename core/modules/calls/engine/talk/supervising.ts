import { Conflict } from '../../../../errors.ts'
import { legOfAgent, release, ringStaff } from '../legs.ts'
import type { Leg, Live, Spot } from '../live.ts'
import { meet } from './meeting.ts'
import { letOwnerGo } from './transferring.ts'
import { tell, type Turn } from '../turn.ts'

type Mode = NonNullable<Leg['mode']>

const ringSeconds = 20

/** A supervisor hears the call, or changes what they do in it. Their phone rings first. */
export function supervise(turn: Turn, agentId: number, mode: Mode) {
  const id = legOfAgent(turn, agentId)
  const leg = id === undefined ? undefined : turn.live.legs[id]
  if (turn.live.phase.in !== 'talk' || !turn.live.owner) throw new Conflict('calls.conflict.nobody-talks')
  if (id === undefined || !leg) return ring(turn, agentId, mode)
  if (leg.party !== 'supervisor') throw new Conflict('calls.conflict.in-call')
  leg.mode = mode
  if (leg.is === 'up') supervisorUp(turn, id, leg)
}

/** The supervisor's phone is answered. */
export function supervisorUp(turn: Turn, id: string, leg: Leg) {
  const { agentId, mode } = leg
  if (agentId === undefined || !mode) return
  tell(turn, { type: 'supervised', agentId, mode })
  if (mode === 'take-over') takeOver(turn, agentId, id, leg)
}

/** The supervisor goes, or their phone stops ringing. */
export function leave(turn: Turn, agentId: number) {
  const id = legOfAgent(turn, agentId)
  if (id === undefined || turn.live.legs[id]?.party !== 'supervisor')
    throw new Conflict('calls.conflict.not-in-call')
  release(turn, id)
}

/** Supervisors hear the owner, whoever that is now; there is nothing to hear where nobody talks. Runs after every step. */
export function keepSupervisors(turn: Turn) {
  const { live } = turn
  const isHeard = live.phase.in === 'talk' && live.owner !== null
  for (const [id, leg] of Object.entries(live.legs)) {
    if (leg.party !== 'supervisor') continue
    if (!isHeard) release(turn, id)
    else if (leg.is === 'up') leg.at = spotOf(live, leg)
  }
}

function ring(turn: Turn, agentId: number, mode: Mode) {
  const leg = ringStaff(turn, agentId, { party: 'supervisor', seconds: ringSeconds, willing: true, mode })
  if (!leg) throw new Conflict('calls.conflict.no-phone')
}

/** The agent leaves, and the supervisor owns the call; who was asked for advice goes too. */
function takeOver(turn: Turn, agentId: number, id: string, leg: Leg) {
  const { phase, owner } = turn.live
  if (phase.in !== 'talk' || !owner) return
  if (phase.consult) release(turn, phase.consult)
  for (const again of againLegs(turn.live)) release(turn, again)
  letOwnerGo(turn)
  delete leg.mode
  tell(turn, { type: 'handed', from: owner.agentId, to: agentId, how: 'take-over' })
  meet(turn, agentId, id)
}

function againLegs({ legs }: Live): string[] {
  return Object.keys(legs).filter((id) => legs[id]?.again)
}

function spotOf({ phase, owner }: Live, { mode }: Leg): Spot {
  if (mode === 'join' && phase.in === 'talk') return { in: 'room', room: phase.room }
  if (owner?.leg && (mode === 'listen' || mode === 'whisper')) return { in: 'listening', to: owner.leg, mode }
  return { in: 'hold', music: 'silence' }
}
