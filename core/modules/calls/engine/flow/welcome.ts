import type { Flow } from '../../../lines/index.ts'
import type { Rules } from '../rules.ts'
import { goTo, tell, type Turn } from '../turn.ts'
import { say } from '../words.ts'

/** The line answers and says its greeting, and that the call is recorded: nobody skips that. */
export function welcome(turn: Turn) {
  const { live, world } = turn
  const customer = live.legs[live.customer]
  if (customer) customer.is = 'up'
  tell(turn, { type: 'leg', leg: live.customer, party: 'customer', number: live.number, is: 'answered' })
  const refs = [world.flow?.greeting, world.flow?.notice].flatMap((ref) => ref ?? [])
  live.notice = world.flow?.notice ? 'due' : 'none'
  if (refs.length > 0) say(turn, 'welcome', refs.map(world.sound))
  else startFlow(turn)
}

export const welcoming: Rules = {
  said: (turn, _about, ok) => {
    if (turn.live.notice === 'due') turn.live.notice = ok ? 'heard' : 'none'
    startFlow(turn)
  },
}

function startFlow(turn: Turn) {
  goTo(turn, stepOf(turn.world.flow, turn.live.open))
}

function stepOf(flow: Flow | undefined, isOpen: boolean): Flow['start'] {
  return (isOpen ? flow?.start : flow?.closed) ?? { to: 'end' }
}
