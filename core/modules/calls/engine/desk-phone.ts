import type { VoiceEvent } from '../../../plugin/index.ts'
import type { CallAction } from './input.ts'
import type { Turn } from './turn.ts'

/** What the hold and transfer keys of a desk phone ask for; undefined where the event is none, or means nobody. */
export function asAction(turn: Turn, event: VoiceEvent): { agentId: number; action: CallAction } | undefined {
  if (event.type !== 'held' && event.type !== 'transfer') return undefined
  const agentId = turn.live.legs[event.leg]?.agentId
  const action = event.type === 'held' ? holding(event.on) : handing(turn, event.keys)
  return agentId === undefined || !action ? undefined : { agentId, action }
}

function holding(on: boolean): CallAction {
  return { do: on ? 'hold' : 'resume' }
}

function handing({ world }: Turn, keys: string): CallAction | undefined {
  const to = world.meant(keys)
  return to && { do: 'transfer', to }
}
