import type { Sound } from '../../../../plugin/index.ts'
import type { Live, PhaseOf } from '../live.ts'
import { after, newId, since, tell, type Turn } from '../turn.ts'
import { hush } from '../words.ts'

/** Seconds until the lines are measured first, and from then on. */
const firstMeasure = 5
const measureEvery = 30

/** Agent and customer talk, and the call is this agent's. */
export function meet(turn: Turn, agentId: number, leg: string) {
  const { live } = turn
  enterTalk(turn)
  live.owner = { agentId, leg }
  const own = live.legs[leg]
  if (own) Object.assign(own, { party: 'agent', muted: false })
  seat(turn, leg)
  tell(turn, { type: 'answered', agentId })
}

/** The customer talks in a room; with whom is not said yet. */
export function enterTalk(turn: Turn) {
  const { live } = turn
  const { phase } = live
  const room = phase.in === 'talk' || phase.in === 'opening' ? phase.room : newId(turn, 'room')
  if (live.words && live.words.about !== 'notice') hush(turn)
  live.timers = {}
  live.phase = { in: 'talk', room, held: phase.in === 'talk' && phase.held, consult: null }
  live.answered = true
  bringBack(turn, live.phase)
  after(turn, 'measure', firstMeasure)
}

/** A leg sits in the room of the call. */
export function seat({ live }: Turn, id: string) {
  const leg = live.legs[id]
  const { phase } = live
  if (leg && (phase.in === 'talk' || phase.in === 'opening')) leg.at = { in: 'room', room: phase.room }
}

/** Out of whatever room it is in, with music: ours, a tone, the exchange's own (null), or nothing. */
export function setAside({ live }: Turn, id: string, music: Sound | 'silence' | null) {
  const leg = live.legs[id]
  if (leg) leg.at = { in: 'hold', music }
}

/** The customer hears music, and the agent stays in the room. */
export function takeOut(turn: Turn, phase: PhaseOf<'talk'>) {
  const { live } = turn
  setAside(turn, live.customer, musicOf(turn))
  if (phase.held) return
  phase.held = true
  hush(turn)
  live.heldAt = turn.world.now
}

/** The customer comes back into the room. */
export function bringBack(turn: Turn, phase: PhaseOf<'talk'>) {
  seat(turn, turn.live.customer)
  phase.held = false
  endHold(turn)
}

/** Who was on hold is not any more; the time is counted. */
export function endHold(turn: Turn) {
  const { live } = turn
  if (!live.heldAt) return
  live.holdMs += since(turn, live.heldAt)
  live.heldAt = null
}

/** What the customer hears while they wait: the music of the skill group, or the exchange's own. */
export function musicOf({ live, world }: Turn): Sound | null {
  const music = live.teamId === null ? undefined : world.queue(live.teamId).music
  return music ? world.sound(music) : null
}

/** Guests who are in the room, so that the customer is not alone where the owner leaves. */
export function guestsIn(live: Live): string[] {
  const { phase, legs } = live
  const isGuest = (id: string) => legs[id]?.party === 'guest' && legs[id].is === 'up'
  return Object.keys(legs).filter((id) => isGuest(id) && !(phase.in === 'talk' && phase.consult === id))
}

/** How good the lines of those who talk are; now and then. */
export function measure(turn: Turn) {
  for (const [leg, { is, party }] of Object.entries(turn.live.legs))
    if (is === 'up' && party !== 'supervisor') turn.besides.push({ do: 'measure', leg })
  after(turn, 'measure', measureEvery)
}
