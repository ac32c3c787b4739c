import { Conflict } from '../../../../errors.ts'
import { passedBy, release, ringStaff } from '../legs.ts'
import type { PhaseOf } from '../live.ts'
import { meet } from '../talk/meeting.ts'
import type { Rules } from '../rules.ts'
import { after, cancel, tell, type Turn } from '../turn.ts'
import { say } from '../words.ts'

type Queue = PhaseOf<'queue'>

/** Where the queue says nothing of it. */
const ringSeconds = 20

/** The queue chose an agent: their phone rings, and the customer hears music on. */
export function offer(turn: Turn, agentId: number) {
  const { phase } = turn.live
  if (phase.in !== 'queue' || phase.offer) throw new Conflict('calls.conflict.not-waiting')
  const seconds = turn.world.queue(phase.teamId).ringSeconds || ringSeconds
  const leg = ringStaff(turn, agentId, { party: 'agent', seconds })
  if (!leg) return pass(turn, phase, agentId)
  phase.offer = { agentId, leg }
  after(turn, 'ring', seconds)
}

/** While it waits: the phone that rings is answered, or not. */
export const offered = (phase: Queue): Rules => ({
  up: (turn, id, { agentId }) => {
    if (phase.offer?.leg === id && agentId !== undefined) meet(turn, agentId, id)
  },
  gone: (turn, id, _leg, cause) => {
    if (phase.offer?.leg !== id) return
    waitOn(turn, phase)
    if (passedBy(cause) !== 'unreachable') sayNobodyCame(turn)
  },
  timers: {
    ring: (turn) => {
      if (!phase.offer) return
      release(turn, phase.offer.leg, 'no-answer', 'no-answer')
      waitOn(turn, phase)
      sayNobodyCame(turn)
    },
  },
})

/** The agent does not want it. */
export function refuseOffer(turn: Turn, phase: Queue) {
  if (!phase.offer) return
  release(turn, phase.offer.leg, 'declined', 'rejected')
  waitOn(turn, phase)
  sayNobodyCame(turn)
}

/** The call goes elsewhere while the phone rings. */
export function withdraw(turn: Turn, phase: Queue) {
  if (phase.offer) release(turn, phase.offer.leg, 'gone')
  phase.offer = null
}

function pass(turn: Turn, phase: Queue, agentId: number) {
  tell(turn, { type: 'passed', agentId, why: 'unreachable' })
  waitOn(turn, phase)
}

/** Still waiting, at the place it had. */
function waitOn(turn: Turn, phase: Queue) {
  phase.offer = null
  cancel(turn, 'ring')
  tell(turn, { type: 'queued', teamId: phase.teamId, because: 'missed', since: phase.since })
}

/** Somebody was asked and did not come: the caller keeps their place. */
function sayNobodyCame(turn: Turn) {
  if (!turn.live.words) say(turn, 'queue', [turn.world.sound({ house: 'again' })])
}
