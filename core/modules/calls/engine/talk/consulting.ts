import { Conflict } from '../../../../errors.ts'
import type { Target } from '../input.ts'
import { release } from '../legs.ts'
import type { Leg, Owner, PhaseOf, Receiver } from '../live.ts'
import { bringBack, enterTalk, guestsIn, meet, seat, takeOut } from './meeting.ts'
import { handOn, letOwnerGo, ringReceiver, ringSeconds, ringSecondsOutside } from './transferring.ts'
import { after, cancel, tell, type Turn } from '../turn.ts'
import { quiet, tone } from '../words.ts'

type Talk = PhaseOf<'talk'>

/** The customer waits with music while the agent rings a colleague, or somebody outside. */
export function consult(turn: Turn, phase: Talk, agentId: number, to: Target) {
  if (phase.consult) throw new Conflict('calls.conflict.consulting')
  const leg = ringReceiver(turn, receiverOf(turn, to), agentId)
  takeOut(turn, phase)
  phase.consult = leg
  after(turn, 'guest', 'number' in to ? ringSecondsOutside : ringSeconds)
  const own = turn.live.owner?.leg
  if (own) tone(turn, own, 'ring')
}

/** The guest has answered, and speaks with the agent alone. */
export function guestUp(turn: Turn, id: string, { agentId }: Leg) {
  stopRinging(turn)
  seat(turn, id)
  if (agentId !== undefined) tell(turn, { type: 'joined', agentId })
}

/** The guest is gone; the customer waits until the agent takes them back: nobody is heard who does not know it. */
export function guestGone(turn: Turn, phase: Talk) {
  stopRinging(turn)
  phase.consult = null
}

/** The guest's phone has rung long enough, or its owner does not want it. */
export function guestPasses(turn: Turn, phase: Talk, passed: 'no-answer' | 'declined') {
  release(turn, consulted(phase), passed, passed === 'declined' ? 'rejected' : 'no-answer')
  guestGone(turn, phase)
}

/** The guest gets the customer. One whose phone still rings gets them when they answer. */
export function complete(turn: Turn, phase: Talk, from: number) {
  const id = consulted(phase)
  const leg = turn.live.legs[id]
  if (!leg || (leg.is !== 'up' && guestsIn(turn.live).length > 0))
    throw new Conflict('calls.conflict.guest-rings')
  if (leg.is !== 'up') handOn(turn, id, receiver(leg), from)
  letOwnerGo(turn)
  if (leg.is === 'up') handTo(turn, from, id, leg)
}

/** All three together. */
export function conference(turn: Turn, phase: Talk) {
  if (turn.live.legs[consulted(phase)]?.is !== 'up') throw new Conflict('calls.conflict.guest-rings')
  phase.consult = null
  bringBack(turn, phase)
}

/** Back to the customer, without the guest. */
export function comeBackFrom(turn: Turn, phase: Talk) {
  release(turn, consulted(phase))
  guestGone(turn, phase)
  bringBack(turn, phase)
}

/** Sends a guest out of a conference, or out of what was to be one. */
export function drop(turn: Turn, phase: Talk, id: string) {
  if (turn.live.legs[id]?.party !== 'guest') throw new Conflict('calls.conflict.no-guest')
  if (phase.consult === id) guestGone(turn, phase)
  release(turn, id)
}

/** The owner leaves, and the others go on: a colleague owns the call then. Answers whether there is anybody. */
export function leaveToGuests(turn: Turn, phase: Talk, owner: Owner): boolean {
  const { live } = turn
  const asked = phase.consult
  const heir = heirOf(turn, asked)
  const leg = heir === undefined ? undefined : live.legs[heir]
  if (heir === undefined || !leg) return false
  live.owner = null
  if (asked && asked !== heir) release(turn, asked)
  if (leg.is === 'up') handTo(turn, owner.agentId, heir, leg)
  else handOn(turn, heir, receiver(leg), owner.agentId)
  return true
}

/** A colleague before somebody outside, who is there before whose phone rings. */
function heirOf({ live }: Turn, asked: string | null): string | undefined {
  const guests = guestsIn(live)
  const there = asked && live.legs[asked]?.is === 'up' ? [asked, ...guests] : guests
  return there.find((id) => live.legs[id]?.agentId !== undefined) ?? there[0] ?? asked ?? undefined
}

function handTo(turn: Turn, from: number, id: string, leg: Leg) {
  const { agentId } = leg
  tell(turn, { type: 'handed', from, to: agentId ?? { number: leg.number ?? '' }, how: 'attended' })
  if (agentId !== undefined) return meet(turn, agentId, id)
  enterTalk(turn)
}

function receiver({ agentId, number = '' }: Leg): Receiver {
  return agentId === undefined ? { number } : { agentId }
}

function receiverOf({ world }: Turn, to: Target): Receiver {
  if (!('teamId' in to)) return to
  const agentId = world.nextOf(to.teamId)
  if (agentId === undefined) throw new Conflict('calls.conflict.nobody-free')
  return { agentId }
}

function consulted({ consult: leg }: Talk): string {
  if (!leg) throw new Conflict('calls.conflict.no-guest')
  return leg
}

function stopRinging(turn: Turn) {
  const own = turn.live.owner?.leg
  if (own) quiet(turn, own)
  cancel(turn, 'guest')
}
