import type { Sound } from '../../../plugin/index.ts'
import type { Purpose } from '../call.ts'
import { type Advance, conclude } from './concluding.ts'
import { callOut } from './out/dialling.ts'
import { callToTell } from './out/telling.ts'
import { end, owe, refuse } from './ending.ts'
import type { Live, Said } from './live.ts'
import { openTurn, tell } from './turn.ts'
import { welcome } from './flow/welcome.ts'
import type { World } from './world.ts'

/** `leg` is the exchange's id, `from` E.164 or '' where it is withheld. */
export type Incoming = { uid: string; leg: string; from: string }

/** `opening`: what a robot says first, of purpose `robot`. */
export type Outgoing = {
  uid: string
  purpose: Exclude<Purpose, 'inbound' | 'code'>
  agentId: number
  number: string
  opening?: Sound[]
}

/** `recording` is the exchange's own; `teamId` is who would have taken the call. */
export type Left = { uid: string; from: string; recording: string; teamId: number | null }

/** A customer rings: the line answers and says its greeting. A line without a flow answers nobody. */
export function beginIncoming({ uid, leg, from }: Incoming, world: World): Advance {
  const fresh = blank({ uid, number: from, customer: leg }, world)
  fresh.legs[leg] = { party: 'customer', number: from, is: 'ringing', at: { in: 'nowhere' }, muted: false }
  const turn = openTurn(fresh, world)
  tell(turn, { type: 'leg', leg, party: 'customer', number: from, is: 'ringing' })
  if (world.flow) welcome(turn)
  else refuse(turn)
  return conclude(turn)
}

/** Staff ring a customer: the agent's phone first, of a robot's call the customer's. */
export function beginOutgoing(call: Outgoing, world: World): Advance {
  const { uid, purpose, agentId, number, opening = [] } = call
  const fresh = blank({ uid, number, customer: `${uid}.customer` }, world)
  const turn = openTurn({ ...fresh, direction: 'out', purpose, state: 'dialling' }, world)
  callOut(turn, agentId, opening)
  return conclude(turn)
}

/** The house rings a customer by itself, says a code, and hangs up. */
export function beginCode(
  { uid, number, sounds }: { uid: string; number: string; sounds: Said[] },
  world: World,
): Advance {
  const fresh = blank({ uid, number, customer: `${uid}.customer` }, world)
  const turn = openTurn({ ...fresh, direction: 'out', purpose: 'code', state: 'dialling' }, world)
  callToTell(turn, sounds)
  return conclude(turn)
}

/** A message that the exchange took while we were away: when we learn of it the call is over. */
export function beginLeft({ uid, from, recording, teamId }: Left, world: World): Advance {
  const turn = openTurn(blank({ uid, number: from, customer: `${uid}.customer` }, world), world)
  turn.live.teamId = teamId
  tell(
    turn,
    { type: 'recording', recording, kind: 'voicemail', is: 'begun', announced: false },
    { type: 'recording', recording, is: 'ended', ok: true, seconds: 0 },
  )
  owe(turn, 'voicemail')
  end(turn, 'voicemail', 'customer')
  return conclude(turn)
}

function blank(call: Pick<Live, 'uid' | 'number' | 'customer'>, { now, isOpen }: World): Live {
  return {
    ...call,
    direction: 'in',
    purpose: 'inbound',
    startedAt: now,
    state: 'menu',
    phase: { in: 'welcome' },
    legs: {},
    owner: null,
    words: null,
    tones: {},
    recording: null,
    stopping: [],
    finishing: [],
    notice: 'none',
    open: isOpen,
    answered: false,
    teamId: null,
    holdMs: 0,
    heldAt: null,
    takeover: null,
    timers: {},
    made: 0,
  }
}
