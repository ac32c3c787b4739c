import type { EndCause, Sound } from '../../../../plugin/index.ts'
import { Conflict } from '../../../../errors.ts'
import type { Outcome } from '../../call.ts'
import { end } from '../ending.ts'
import { ringCustomer, ringStaff } from '../legs.ts'
import type { Leg, PhaseOf } from '../live.ts'
import { meet, setAside } from '../talk/meeting.ts'
import { startOpening } from './opening.ts'
import type { Rules } from '../rules.ts'
import { after, tell, type Turn } from '../turn.ts'

type Dialling = PhaseOf<'dialling'>

const refusals: EndCause[] = ['busy', 'rejected', 'normal']
const ownSeconds = 30
const customerSeconds = 45

/**
 * Rings the agent's phone, and the customer once it is answered. What a robot opens rings the customer at once; its
 * agent is taken for it from now on. Throws Conflict where they have no phone.
 */
export function callOut(turn: Turn, agentId: number, opening: Sound[]) {
  const { live, world } = turn
  const phase: Dialling = { in: 'dialling', agentId, leg: null, opening }
  live.phase = phase
  live.notice = world.flow?.notice ? 'due' : 'none'
  if (!world.phoneOf(agentId)) throw new Conflict('calls.conflict.no-phone')
  if (opening.length === 0) return ringOwn(turn, phase)
  tell(turn, { type: 'offered', agentId })
  dialCustomer(turn)
}

export const dialling = (phase: Dialling): Rules => ({
  up: (turn, id, leg) => pickedUp(turn, phase, id, leg),
  gone: (turn, _id, leg) => end(turn, leg.is === 'up' ? 'abandoned' : 'failed', 'agent'),
  left: notTaken,
  timers: {
    ring: (turn) => end(turn, turn.live.legs[turn.live.customer] ? 'no-answer' : 'failed', 'system'),
  },
})

/** Rings the customer, for as long as anybody should let it ring. */
export function dialCustomer(turn: Turn) {
  ringCustomer(turn, customerSeconds)
  after(turn, 'ring', customerSeconds)
}

/** The customer did not take the call. */
export function notTaken(turn: Turn, cause: EndCause, code?: number) {
  end(turn, outcomes[cause], refusals.includes(cause) ? 'customer' : 'system', code)
}

/** How a call ends that the customer did not take, by what their network says. */
const outcomes: Record<EndCause, Outcome> = {
  normal: 'rejected',
  busy: 'busy',
  'no-answer': 'no-answer',
  rejected: 'rejected',
  absent: 'absent',
  unallocated: 'unallocated',
  unreachable: 'failed',
  congestion: 'failed',
  failed: 'failed',
}

function ringOwn(turn: Turn, phase: Dialling) {
  const ring = { party: 'agent', seconds: ownSeconds, willing: true } as const
  phase.leg = ringStaff(turn, phase.agentId, ring) ?? null
  after(turn, 'ring', ownSeconds)
}

/** The agent hears it ring at the customer's. */
function pickedUp(turn: Turn, phase: Dialling, id: string, { party }: Leg) {
  if (party === 'customer')
    return phase.leg ? meet(turn, phase.agentId, phase.leg) : startOpening(turn, phase)
  tell(turn, { type: 'joined', agentId: phase.agentId })
  setAside(turn, id, { tone: 'ring' })
  dialCustomer(turn)
}
