import type { App, Viewer } from '../../../module.ts'
import { agentNames } from '../../agents/index.ts'
import { masked } from '../../people/index.ts'
import type { Leg, Live } from '../engine/index.ts'
import type { PhoneCall } from '../store/phone.ts'
import { since } from './duration.ts'
import { oneWayIn } from './quality.ts'

type Names = Awaited<ReturnType<typeof agentNames>>
type Named = { leg: string; who: string; isUp: boolean }

/** What goes on in a call, as the buttons of an agent's phone need it. */
export async function talkView(app: App, { agentId }: Viewer, call: PhoneCall) {
  const from = call.answeredAt ?? call.queuedAt ?? call.startedAt
  const base = { from, elapsed: since(from, app.clock()), oneWay: oneWayIn(call.quality) }
  return { ...base, ...(call.live ? partsOf(call.live, agentId, await namesIn(app, call.live)) : nothing) }
}

const nothing = {
  isOwner: true,
  isHeld: false,
  isMuted: false,
  isRingingHere: false,
  isRinging: false,
  isParked: false,
  isLost: false,
  isOpening: false,
  isRecorded: false,
  isDiscreet: false,
  mayHold: false,
  mayHand: false,
  consult: undefined,
  asked: undefined,
  guests: [],
  supervisors: [],
}

function partsOf(live: Live, agentId: number, names: Names) {
  const { phase, legs, owner, recording } = live
  const [ownId, own] = Object.entries(legs).find(([, leg]) => leg.agentId === agentId) ?? []
  const isOwner = owner?.agentId === agentId
  const consult = phase.in === 'talk' ? phase.consult : null
  const guests = guestsOf(live, agentId, names)
  return {
    isOwner,
    isHeld: phase.in === 'talk' && phase.held,
    isMuted: own?.muted ?? false,
    isRingingHere: own !== undefined && own.is !== 'up',
    isRinging: legs[live.customer]?.is === 'ringing',
    isParked: own?.parked === true,
    isLost: isOwner && owner.leg === null,
    isOpening: phase.in === 'opening',
    isRecorded: recording?.kind === 'call',
    isDiscreet: recording?.discreet ?? false,
    mayHold: isOwner && phase.in === 'talk' && consult === null,
    mayHand: isOwner && phase.in === 'talk' && consult === null && guests.length === 0,
    consult: guests.find(({ leg }) => leg === consult),
    asked: askedBy(live, ownId, names),
    guests: guests.filter(({ leg }) => leg !== consult),
    supervisors: supervisorsIn(live).map((id) => ({ name: names.get(id)?.name ?? '' })),
  }
}

/** The colleague for whom this phone rings or talks in a call of theirs. Labels: `calls.asked.rings.<how>`, and of those who talk `now` and `with`. */
function askedBy({ phase, legs, owner }: Live, own: string | undefined, names: Names) {
  if (own === undefined) return undefined
  const named = (agentId: number, how: 'advice' | 'handed' | 'back' | 'conference') => {
    return { how, name: names.get(agentId)?.name ?? '' }
  }
  if (phase.in === 'handing' && phase.leg === own && phase.from !== null)
    return named(phase.from, phase.back ? 'back' : 'handed')
  if (phase.in !== 'talk' || legs[own]?.party !== 'guest' || !owner) return undefined
  return named(owner.agentId, phase.consult === own ? 'advice' : 'conference')
}

function guestsOf({ legs }: Live, agentId: number, names: Names): Named[] {
  return Object.entries(legs)
    .filter(([, { party, agentId: guest }]) => party === 'guest' && guest !== agentId)
    .map(([leg, guest]) => ({ leg, who: nameOf(guest, names), isUp: guest.is === 'up' }))
}

function nameOf({ agentId, number }: Leg, names: Names): string {
  return agentId === undefined ? masked('phone', number ?? '') : (names.get(agentId)?.name ?? '')
}

/** Who only listens is not announced to those who are listened to; the audit log has it. */
function supervisorsIn({ legs }: Live): number[] {
  return Object.values(legs).flatMap(({ party, mode, agentId }) =>
    party === 'supervisor' && mode !== 'listen' && agentId !== undefined ? [agentId] : [],
  )
}

function namesIn(app: App, { legs, owner, phase }: Live) {
  const absent = [owner?.agentId, phase.in === 'handing' ? phase.from : undefined]
  const all = [...Object.values(legs).map(({ agentId }) => agentId), ...absent]
  return agentNames(app.db, [...new Set(all.flatMap((id) => id ?? []))])
}
