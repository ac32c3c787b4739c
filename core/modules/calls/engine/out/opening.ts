import { Conflict } from '../../../../errors.ts'
import { end } from '../ending.ts'
import { bury, ringStaff } from '../legs.ts'
import type { PhaseOf } from '../live.ts'
import { seat } from '../talk/meeting.ts'
import type { Rules } from '../rules.ts'
import { newId, tell, type Turn } from '../turn.ts'
import { announce } from '../words.ts'

type Opening = PhaseOf<'opening'>

const ringSeconds = 30

/** The customer has answered: a robot speaks in the room, and the agent's leg comes into it, muted. */
export function startOpening(turn: Turn, { agentId, opening }: PhaseOf<'dialling'>) {
  const { live } = turn
  live.timers = {}
  const phase: Opening = { in: 'opening', room: newId(turn, 'room'), agentId, leg: null, sounds: opening }
  live.phase = phase
  seat(turn, live.customer)
  ringOpening(turn, phase, { taken: true })
  if (!phase.leg) tell(turn, { type: 'passed', agentId, why: 'unreachable' })
  sayNext(turn, phase)
}

/** The agent is back on a new leg, whatever became of the old one. Throws Conflict where another call has them by now. */
export function rejoin(turn: Turn, phase: Opening) {
  if (phase.leg) bury(turn, phase.leg)
  else if (!turn.world.isFree(phase.agentId)) throw new Conflict('calls.conflict.busy')
  ringOpening(turn, phase, { afresh: true })
  if (!phase.leg) throw new Conflict('calls.conflict.no-phone')
}

export const opening = (phase: Opening): Rules => ({
  said: (turn, about, ok) => {
    if (about === 'opening') return end(turn, ok ? 'answered' : 'failed', 'system')
    turn.live.notice = ok ? 'heard' : 'none'
    sayNext(turn, phase)
  },
  up: (turn, id, leg) => {
    if (id !== phase.leg) return
    leg.muted = true
    seat(turn, id)
    tell(turn, { type: 'joined', agentId: phase.agentId })
  },
  gone: (_turn, id) => {
    if (id === phase.leg) phase.leg = null
  },
})

function ringOpening(turn: Turn, phase: Opening, how: { taken: true } | { afresh: true }) {
  const ring = { party: 'agent', seconds: ringSeconds, willing: true, ...how } as const
  phase.leg = ringStaff(turn, phase.agentId, ring) ?? null
}

function sayNext(turn: Turn, { room, sounds }: Opening) {
  const { live, world } = turn
  const notice = live.notice === 'due' ? world.flow?.notice : undefined
  if (notice) announce(turn, 'notice', room, [world.sound(notice)])
  else announce(turn, 'opening', room, sounds)
}
