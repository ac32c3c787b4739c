import type { EndCause, HangUp } from '../../../plugin/index.ts'
import type { Party } from '../call.ts'
import type { Leg } from './live.ts'
import { newId, tell, type Turn } from './turn.ts'
import { quiet, tone } from './words.ts'

type Ring = {
  party: Exclude<Party, 'customer'>
  seconds: number
  /** They asked for it themselves: the phone picks up by itself where it can. */
  willing?: true
  again?: true
  /** They are taken for this call already. */
  taken?: true
  /** They say that they are there: on a new leg, even where one is parked, or the exchange tells of their phone later. */
  afresh?: true
  mode?: Leg['mode']
}

type Passed = 'no-answer' | 'declined' | 'unreachable' | 'gone'

/**
 * Rings the phone of staff and answers its leg; undefined where none is registered. A parked leg is not dialled: it
 * hears a tone until its agent accepts, and picks up at once where they are willing.
 */
export function ringStaff(turn: Turn, agentId: number, ring: Ring): string | undefined {
  const phone = turn.world.phoneOf(agentId, ring.afresh)
  if (!phone) return undefined
  const auto = phone.auto || ring.willing === true
  const leg = { ...legOf(ring), agentId }
  const isParked = !ring.afresh && phone.parked !== undefined && !turn.live.legs[phone.parked]
  const id = isParked
    ? askParked(turn, phone.parked ?? '', leg, auto)
    : dialPhone(turn, phone.phone, leg, ring, auto)
  if (ring.party !== 'supervisor' && !ring.again && !ring.taken) tell(turn, { type: 'offered', agentId })
  return id
}

/** Rings somebody outside, who sees our number. */
export function ringNumber(turn: Turn, number: string, seconds: number): string {
  const id = newId(turn, 'guest')
  dialNumber(turn, id, { ...legOf({ party: 'guest' }), number }, seconds)
  return id
}

/** Rings the customer. */
export function ringCustomer(turn: Turn, seconds: number) {
  const { customer, number } = turn.live
  const at = { in: 'nowhere' as const }
  dialNumber(turn, customer, { party: 'customer', number, is: 'dialled', at, muted: false }, seconds)
}

/** Ends our part of a leg: it is hung up, or parked again, and who held it is free. */
export function release(turn: Turn, id: string, passed: Passed = 'gone', why?: HangUp) {
  const leg = forget(turn, id)
  if (!leg) return
  if (why) turn.why[id] = why
  if (leg.is === 'up' && leg.party !== 'supervisor') turn.besides.push({ do: 'measure', leg: id })
  tellEnded(turn, id, leg, why === 'no-answer' ? 'no-answer' : 'normal')
  part(turn, leg, passed)
}

/** Hangs up a leg that is dead, though the exchange does not know it yet; even one that was parked. */
export function bury(turn: Turn, id: string) {
  const known = turn.seen.legs[id]
  delete known?.parked
  release(turn, id)
}

/** Takes a leg out of the call. Answers it as it was. */
export function forget(turn: Turn, id: string): Leg | undefined {
  const leg = turn.live.legs[id]
  delete turn.live.legs[id]
  quiet(turn, id)
  return leg
}

/** Tells that a leg is over; one that was parked nobody has heard of. */
export function tellEnded(turn: Turn, id: string, { party, parked }: Leg, cause: EndCause, code?: number) {
  if (!parked)
    tell(turn, { type: 'leg', leg: id, party, is: 'ended', cause, ...(code !== undefined && { code }) })
}

/** Whoever of staff held this leg is free, or has left. */
export function part(turn: Turn, { party, agentId, is, again }: Leg, passed: Passed) {
  if (agentId === undefined || again) return
  if (party === 'supervisor') tell(turn, { type: 'supervised', agentId, mode: 'left' })
  else if (is === 'up') tell(turn, { type: 'left', agentId })
  else tell(turn, { type: 'passed', agentId, why: passed })
}

/** What a phone that was not answered says of its agent. */
export function passedBy(cause: EndCause): Passed {
  if (cause === 'no-answer') return 'no-answer'
  return cause === 'rejected' || cause === 'busy' || cause === 'normal' ? 'declined' : 'unreachable'
}

/** The leg of an agent, in whatever part. */
export function legOfAgent({ live }: Turn, agentId: number): string | undefined {
  return Object.keys(live.legs).find((id) => live.legs[id]?.agentId === agentId)
}

function legOf({ party, again, mode }: Pick<Ring, 'party' | 'again' | 'mode'>): Leg {
  return {
    party,
    is: 'dialled',
    at: { in: 'nowhere' },
    muted: false,
    ...(again && { again }),
    ...(mode && { mode }),
  }
}

function askParked(turn: Turn, id: string, leg: Leg, auto: boolean): string {
  turn.live.legs[id] = { ...leg, is: 'ringing', parked: true }
  if (auto) turn.up.push(id)
  else tone(turn, id, 'ring')
  return id
}

function dialPhone(turn: Turn, phone: string, leg: Leg, { party, seconds }: Ring, auto: boolean): string {
  const id = newId(turn, party)
  const from = turn.world.shown
  turn.live.legs[id] = { ...leg, call: { to: { phone }, from, timeout: seconds, ...(auto && { auto }) } }
  tell(turn, { type: 'leg', leg: id, party, agentId: leg.agentId, is: 'dialled' })
  return id
}

function dialNumber(turn: Turn, id: string, leg: Leg & { number: string }, timeout: number) {
  const { party, number } = leg
  const { line } = turn.world
  turn.live.legs[id] = { ...leg, call: { to: { number }, from: line ? { number: line } : {}, timeout } }
  tell(turn, { type: 'leg', leg: id, party, number, is: 'dialled' })
}
