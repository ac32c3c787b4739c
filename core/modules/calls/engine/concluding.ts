import type { CallState } from '../call.ts'
import type { Command } from './command.ts'
import type { Fact } from './fact.ts'
import type { Live, Phase } from './live.ts'
import { endHold } from './talk/meeting.ts'
import { orders } from './orders.ts'
import { keepRecording } from './recording.ts'
import { pickedUp } from './seeing.ts'
import { keepSupervisors } from './talk/supervising.ts'
import { keepNotice } from './talk/talking.ts'
import type { Turn } from './turn.ts'
import { walk } from './flow/walking.ts'
import { silenced } from './words.ts'

/** What became of the call: batches of commands run one after the other, the commands of a batch at the same time. */
export type Advance = { live: Live; commands: Command[][]; facts: Fact[] }

/** Ends a turn: what follows from its rules, and the commands. */
export function conclude(turn: Turn): Advance {
  const { live, facts } = turn
  goOn(turn)
  keepNotice(turn)
  keepRecording(turn)
  keepSupervisors(turn)
  keepHold(turn)
  keepStopping(turn)
  live.state = stateOf(live.phase)
  return { live, commands: orders(turn), facts }
}

/** Legs that picked up at once, and the next step of the flow, one after the other until nothing is left. */
function goOn(turn: Turn) {
  for (let leg = turn.up.shift(); leg !== undefined; leg = turn.up.shift()) pickedUp(turn, leg)
  if (!turn.next) return
  walk(turn, turn.next)
  goOn(turn)
}

/** Who is not talked with any more is not on hold either. */
function keepHold(turn: Turn) {
  if (turn.live.phase.in !== 'talk') endHold(turn)
}

/** A stop that was ordered may be lost with our process. */
function keepStopping({ seen, live }: Turn) {
  live.stopping.push(...silenced(seen, live))
}

function stateOf(phase: Phase): CallState {
  switch (phase.in) {
    case 'welcome':
    case 'menu':
    case 'farewell':
      return 'menu'
    case 'queue':
      return phase.offer ? 'offered' : 'queued'
    case 'handing':
      return 'offered'
    case 'talk':
      return phase.held ? 'held' : 'talking'
    case 'opening':
    case 'telling':
      return 'talking'
    case 'ringing':
      return 'dialling'
    default:
      return phase.in
  }
}
