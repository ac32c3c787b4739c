import { Conflict } from '../../../../errors.ts'
import { owe } from '../ending.ts'
import { farewell } from '../flow/farewell.ts'
import type { Target } from '../input.ts'
import { release, ringNumber, ringStaff } from '../legs.ts'
import type { Leg, PhaseOf, Receiver } from '../live.ts'
import { enterTalk, meet, seat, setAside } from './meeting.ts'
import type { Rules } from '../rules.ts'
import { after, goTo, tell, type Turn } from '../turn.ts'
import { hush, say } from '../words.ts'

type Handing = PhaseOf<'handing'>

/** Seconds that a phone rings to which a call was handed. */
export const ringSeconds = 20
export const ringSecondsOutside = 45

const sorry = { house: 'unavailable' } as const

/** Blind: the agent is free at once; the customer hears it ring, or waits for a group. */
export function transfer(turn: Turn, agentId: number, to: Target) {
  if ('teamId' in to) {
    goTo(turn, { to: 'queue', teamId: to.teamId }, 'transfer')
  } else {
    const leg = ringReceiver(turn, to, agentId)
    handOn(turn, leg, to, agentId)
  }
  letOwnerGo(turn)
}

/** The customer is told, and hears a phone ring that rings already. `from` gets them back. */
export function handOn(turn: Turn, leg: string, to: Receiver, from: number | null, back = false) {
  const { live } = turn
  live.timers = {}
  live.phase = { in: 'handing', leg, to, from, back }
  const ringing = live.legs[leg]
  if (ringing) Object.assign(ringing, { party: 'number' in to ? 'guest' : 'agent' })
  if (back) letHearRinging(turn)
  else say(turn, 'transfer', [turn.world.sound({ house: 'transfer' })])
  after(turn, 'ring', 'number' in to ? ringSecondsOutside : ringSeconds)
}

/** The flow leads to a number outside. */
export function forward(turn: Turn, number: string) {
  handOn(turn, ringNumber(turn, number, ringSecondsOutside), { number }, null)
}

export const handing = (phase: Handing): Rules => ({
  said: letHearRinging,
  up: (turn, id, leg) => {
    if (id === phase.leg) take(turn, phase, id, leg)
  },
  gone: (turn, id) => {
    if (id === phase.leg) comeBack(turn, phase)
  },
  timers: {
    ring: (turn) => {
      release(turn, phase.leg, 'no-answer', 'no-answer')
      comeBack(turn, phase)
    },
  },
})

function letHearRinging(turn: Turn) {
  hush(turn)
  setAside(turn, turn.live.customer, { tone: 'ring' })
}

/** Nobody wants it who was asked. */
export function refuseHanding(turn: Turn, phase: Handing) {
  release(turn, phase.leg, 'declined', 'rejected')
  comeBack(turn, phase)
}

/** Rings whoever a call goes to. Throws Conflict where they cannot take one. */
export function ringReceiver(turn: Turn, to: Receiver, from: number): string {
  if ('number' in to) return ringNumber(turn, to.number, ringSecondsOutside)
  if (to.agentId === from) throw new Conflict('calls.conflict.yourself')
  if (!turn.world.isFree(to.agentId)) throw new Conflict('calls.conflict.colleague-busy')
  const leg = ringStaff(turn, to.agentId, { party: 'guest', seconds: ringSeconds })
  if (!leg) throw new Conflict('calls.conflict.colleague-away')
  return leg
}

/** The call is nobody's; its owner's leg is let go. */
export function letOwnerGo(turn: Turn) {
  const { owner } = turn.live
  turn.live.owner = null
  if (owner?.leg) release(turn, owner.leg)
  else if (owner) tell(turn, { type: 'left', agentId: owner.agentId })
}

function take(turn: Turn, { to, from, back }: Handing, id: string, { agentId }: Leg) {
  if (from !== null && !back)
    tell(turn, { type: 'handed', from, to: 'number' in to ? to : to.agentId, how: 'blind' })
  if (agentId !== undefined) return meet(turn, agentId, id)
  enterTalk(turn)
  seat(turn, id)
}

/** Nobody answered: back to the agent it came from, else to the head of the queue, else we owe a call. */
function comeBack(turn: Turn, { from, back }: Handing) {
  const { live, world } = turn
  if (from === null) return goTo(turn, { to: 'voicemail', teamId: live.teamId }, 'flow', { before: sorry })
  const leg =
    back || !world.isFree(from) ? undefined : ringStaff(turn, from, { party: 'agent', seconds: ringSeconds })
  if (leg) handOn(turn, leg, { agentId: from }, from, true)
  else giveBack(turn, from)
}

/** The agent of this customer cannot be reached: the head of the queue, or an owed call. */
export function giveBack(turn: Turn, agentId: number) {
  const { teamId } = turn.live
  if (teamId !== null) return goTo(turn, { to: 'queue', teamId }, 'missed')
  owe(turn, 'missed', agentId)
  farewell(turn, 'missed', [sorry])
}
