import { Conflict } from '../../../errors.ts'
import { accept, decline, hangUp } from './answering.ts'
import { comeBackFrom, complete, conference, consult, drop } from './talk/consulting.ts'
import type { CallAction, Target } from './input.ts'
import { legOfAgent } from './legs.ts'
import type { Owner, PhaseOf } from './live.ts'
import { bringBack, guestsIn, takeOut } from './talk/meeting.ts'
import { rejoin } from './out/opening.ts'
import { askDiscretion } from './recording.ts'
import { reconnect } from './talk/recovering.ts'
import { leave, supervise } from './talk/supervising.ts'
import { seize } from './talk/taking-over.ts'
import { transfer } from './talk/transferring.ts'
import type { Turn } from './turn.ts'

type Talk = PhaseOf<'talk'>
type Others =
  'accept' | 'decline' | 'hang-up' | 'mute' | 'seize' | 'reconnect' | 'supervise' | 'take-over' | 'leave'
type OwnAction = Exclude<CallAction, { do: Others }>

/** What staff do to a call. Throws Conflict where it makes no sense now. */
export function act(turn: Turn, agentId: number, action: CallAction) {
  switch (action.do) {
    case 'accept':
      return accept(turn, agentId)
    case 'decline':
      return decline(turn, agentId)
    case 'hang-up':
      return hangUp(turn, agentId)
    case 'mute':
      return mute(turn, agentId, action.on)
    case 'seize':
      return seize(turn, agentId)
    case 'reconnect':
      return comeBack(turn, agentId)
    case 'supervise':
      return supervise(turn, agentId, action.mode)
    case 'take-over':
      return supervise(turn, agentId, 'take-over')
    case 'leave':
      return leave(turn, agentId)
    default:
      return actAsOwner(turn, ownTalk(turn, agentId), agentId, action)
  }
}

function actAsOwner(turn: Turn, phase: Talk, agentId: number, action: OwnAction) {
  switch (action.do) {
    case 'hold':
      return hold(turn, phase)
    case 'resume':
      return resume(turn, phase)
    case 'press':
      return press(turn, phase, action.keys)
    case 'transfer':
      return transferAlone(turn, phase, agentId, action.to)
    case 'consult':
      return consult(turn, phase, agentId, action.to)
    case 'complete':
      return complete(turn, phase, agentId)
    case 'conference':
      return conference(turn, phase)
    case 'return':
      return comeBackFrom(turn, phase)
    case 'drop':
      return drop(turn, phase, action.leg)
    case 'pause-recording':
      return askDiscretion(turn, action.on)
  }
}

function hold(turn: Turn, phase: Talk) {
  if (phase.held) throw new Conflict('calls.conflict.held')
  takeOut(turn, phase)
}

function resume(turn: Turn, phase: Talk) {
  if (phase.consult) throw new Conflict('calls.conflict.consulting')
  if (!phase.held) throw new Conflict('calls.conflict.not-held')
  bringBack(turn, phase)
}

/** To whom the agent speaks: the guest while the customer waits. */
function press(turn: Turn, { held, consult: guest }: Talk, keys: string) {
  if (held && !guest) throw new Conflict('calls.conflict.held')
  turn.besides.push({ do: 'press', leg: guest ?? turn.live.customer, keys })
}

function mute(turn: Turn, agentId: number, on: boolean) {
  const { phase, legs } = turn.live
  const leg = legs[legOfAgent(turn, agentId) ?? '']
  if (phase.in !== 'talk' || leg?.is !== 'up' || leg.party === 'supervisor')
    throw new Conflict('calls.conflict.not-in-call')
  leg.muted = on
}

function comeBack(turn: Turn, agentId: number) {
  const { phase } = turn.live
  if (phase.in === 'opening' && phase.agentId === agentId) return rejoin(turn, phase)
  reconnect(turn, talkOf(turn), ownerOf(turn, agentId))
}

/** Who has guests in the room cannot pass the customer on over their heads. */
function transferAlone(turn: Turn, phase: Talk, agentId: number, to: Target) {
  if (phase.consult) throw new Conflict('calls.conflict.consulting')
  if (guestsIn(turn.live).length > 0) throw new Conflict('calls.conflict.conference')
  transfer(turn, agentId, to)
}

function talkOf({ live: { phase } }: Turn): Talk {
  if (phase.in !== 'talk') throw new Conflict('calls.conflict.nobody-talks')
  return phase
}

function ownTalk(turn: Turn, agentId: number): Talk {
  if (!ownerOf(turn, agentId).leg) throw new Conflict('calls.conflict.lost')
  return talkOf(turn)
}

function ownerOf({ live: { owner } }: Turn, agentId: number): Owner {
  if (owner?.agentId !== agentId) throw new Conflict('calls.conflict.not-yours')
  return owner
}
