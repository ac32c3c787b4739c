import type { Outcome } from '../call.ts'
import type { Fact } from './fact.ts'
import { release } from './legs.ts'
import type { Live, Phase, PhaseOf } from './live.ts'
import { endHold } from './talk/meeting.ts'
import { finishRecording } from './recording.ts'
import { tell, type Turn } from './turn.ts'
import { hush } from './words.ts'

type By = 'customer' | 'agent' | 'system'
type Debt = Extract<Fact, { type: 'owed' }>

/** The call is over, once: nobody is left on the line, nothing plays, nothing is recorded, nothing is awaited. */
export function end(turn: Turn, outcome: Outcome, by: By, code?: number) {
  const { live } = turn
  if (live.phase.in === 'ended') return
  if (live.owner?.leg === null) tell(turn, { type: 'left', agentId: live.owner.agentId })
  if (isReserved(live.phase)) tell(turn, { type: 'passed', agentId: live.phase.agentId, why: 'gone' })
  finishRecording(turn)
  for (const id of Object.keys(live.legs)) release(turn, id)
  hush(turn)
  endHold(turn)
  turn.next = null
  Object.assign(live, { phase: { in: 'ended' }, owner: null, timers: {}, tones: {} })
  tell(turn, { type: 'ended', outcome, by, ...(code !== undefined && { code }) })
}

/** Nobody answers this line. */
export function refuse(turn: Turn) {
  turn.why[turn.live.customer] = 'busy'
  endOwing(turn, 'missed')
}

/** We end what nobody has answered, or not to the end, and owe a call. */
export function endOwing(turn: Turn, reason: Debt['reason'], agentId?: number) {
  const { live } = turn
  owe(turn, reason, agentId)
  end(turn, live.answered ? 'answered' : live.open ? 'missed' : 'closed', 'system')
}

/** The customer is owed a call, by the agent where one is named. */
export function owe(turn: Turn, reason: Debt['reason'], agentId?: number) {
  const { teamId } = turn.live
  tell(turn, { type: 'owed', teamId, ...(agentId !== undefined && { agentId }), reason })
}

/** The customer has hung up: what became of the call, and what is owed, by where they were. */
export function hungUp(turn: Turn, code?: number) {
  const debt = debtOf(turn.live)
  const outcome = outcomeOf(turn.live)
  if (debt) owe(turn, debt.reason, debt.agentId)
  end(turn, outcome, 'customer', code)
}

/** A robot's call whose customer has not answered: nobody has rung its agent yet. */
function isReserved(phase: Phase): phase is PhaseOf<'dialling'> {
  return phase.in === 'dialling' && phase.leg === null
}

function outcomeOf(live: Live): Outcome {
  const { phase } = live
  if (phase.in === 'farewell') return phase.outcome
  if (phase.in === 'opening' || live.answered) return 'answered'
  if (phase.in === 'voicemail' && live.recording) return 'voicemail'
  return live.open ? 'abandoned' : 'closed'
}

function debtOf(live: Live): { reason: Debt['reason']; agentId?: number } | undefined {
  const { phase } = live
  if (phase.in === 'opening' || phase.in === 'farewell') return undefined
  if (phase.in === 'voicemail') return { reason: live.recording ? 'voicemail' : 'abandoned' }
  if (phase.in === 'handing')
    return { reason: 'abandoned', ...(phase.from !== null && { agentId: phase.from }) }
  if (phase.in === 'talk')
    return live.owner?.leg === null ? { reason: 'abandoned', agentId: live.owner.agentId } : undefined
  return { reason: live.open ? 'abandoned' : 'missed' }
}
