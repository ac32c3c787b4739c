import { Conflict } from '../../../errors.ts'
import type { VoiceEvent } from '../../../plugin/index.ts'
import { act } from './acting.ts'
import { type Advance, conclude } from './concluding.ts'
import { asAction } from './desk-phone.ts'
import type { CallAction, Input, TimerName } from './input.ts'
import type { Live } from './live.ts'
import { offer } from './flow/offering.ts'
import { rulesOf } from './phases.ts'
import { rebuild } from './rebuilding.ts'
import { refused, see } from './seeing.ts'
import { reportTakeover } from './talk/taking-over.ts'
import { openTurn, type Turn } from './turn.ts'
import type { World } from './world.ts'

type Acted = { agentId: number; action: CallAction; ip?: string }

/**
 * The call after an input. What is late, double or of another call changes nothing. Throws Conflict
 * (`calls.conflict.…`) for an action, or an offer, that makes no sense now.
 */
export function advance(live: Live, input: Input, world: World): Advance {
  const turn = openTurn(live, world)
  try {
    take(turn, input)
  } catch (error) {
    // The key of a desk phone that makes no sense now does nothing.
    if (input.type === 'voice' && error instanceof Conflict) return { live, commands: [], facts: [] }
    throw error
  }
  return conclude(turn)
}

function take(turn: Turn, input: Input) {
  switch (input.type) {
    case 'voice':
      return hear(turn, input.event)
    case 'timer':
      return expire(turn, input.name)
    case 'offer':
      return offer(turn, input.agentId)
    case 'action':
      return actOn(turn, input)
    case 'rebuilt':
      return rebuild(turn, input)
    case 'refused':
      return refused(turn, input.leg)
    case 'unmuted':
      return unmuted(turn, input.leg)
  }
}

function hear(turn: Turn, event: VoiceEvent) {
  const asked = asAction(turn, event)
  if (asked) actOn(turn, asked)
  else see(turn, event)
}

function expire(turn: Turn, name: TimerName) {
  if (!turn.live.timers[name]) return
  delete turn.live.timers[name]
  rulesOf(turn.live.phase).timers?.[name]?.(turn)
}

function actOn(turn: Turn, { agentId, action, ip }: Acted) {
  if (turn.live.phase.in === 'ended') throw new Conflict('calls.conflict.over')
  if (ip && (action.do === 'supervise' || action.do === 'take-over'))
    turn.live.supervisedFrom = { ...turn.live.supervisedFrom, [agentId]: ip }
  act(turn, agentId, action)
}

function unmuted(turn: Turn, leg: string) {
  if (turn.live.takeover?.leg === leg) reportTakeover(turn, 'unmuted')
}
