import type { Dial, Place, RecordLimits, Sound } from '../../../plugin/index.ts'
import type { CallState, Direction, Outcome, Party, Purpose, Takeover } from '../call.ts'
import type { TimerName } from './input.ts'

/**
 * One call that goes on, as JSON: the phase it is in, and the picture of it at the exchange as we want it to be. What
 * a step changes in that picture becomes its commands.
 */
export type Live = {
  uid: string
  direction: Direction
  purpose: Purpose
  /** The customer's, E.164; '' where it is withheld. */
  number: string
  startedAt: string
  /** Follows from the phase. */
  state: CallState
  phase: Phase
  /** The customer's leg. */
  customer: string
  legs: Record<string, Leg>
  /** Whose call it is; `leg` is null while their phone is lost. */
  owner: Owner | null
  /** What we say; it ends by itself. */
  words: Words | null
  /** Endless tones that staff hear, by the leg that hears them. */
  tones: Record<string, Playback>
  recording: Recording | null
  /** Playbacks that were stopped, and recordings that were finished, of which the exchange has not told yet. */
  stopping: string[]
  finishing: string[]
  /** That the call is recorded: to be said; heard to its end; or never said, and nothing is recorded. */
  notice: 'due' | 'heard' | 'none'
  /** The line was open when it came. */
  open: boolean
  /** The customer has talked with somebody. */
  answered: boolean
  /** The skill group that it is, or was last, for. */
  teamId: number | null
  /** Milliseconds that the customer was held, and since when they are now. */
  holdMs: number
  heldAt: string | null
  /** Where those who supervise sit, by agent: they are in the call only when their phone is answered. */
  supervisedFrom?: Record<number, string>
  takeover: { at: string; leg: string; playback: string | null; report: Takeover } | null
  timers: Partial<Record<TimerName, string>>
  /** How many ids were made. */
  made: number
}

export type Owner = { agentId: number; leg: string | null }

export type Leg = {
  party: Party
  agentId?: number
  number?: string
  /** `ringing` as well: a parked leg that was asked. */
  is: 'new' | 'dialled' | 'ringing' | 'up'
  /** How it was dialled; missing of a leg that came to us. */
  call?: Dial
  /** It was up before the call, and stays up after it. */
  parked?: true
  /** The owner's phone that rings again after their leg was lost. */
  again?: true
  at: Spot
  muted: boolean
  /** Of a supervisor: what they are here for. */
  mode?: 'listen' | 'whisper' | 'join' | 'take-over'
}

/** Where a leg is. */
export type Spot =
  | { in: 'nowhere' }
  | { in: 'room'; room: string }
  /** Alone with music; null is the exchange's own. */
  | { in: 'hold'; music: Sound | 'silence' | null }
  | { in: 'listening'; to: string; mode: 'listen' | 'whisper' }

export type Playback = { playback: string; to: Place; sounds: Said[] }

/** A sound, or sounds that nobody but the customer may learn: their JSON, sealed by the vault until they are played. */
export type Said = Sound | { sealed: string }

export type Words = Playback & { about: Subject }

export type Subject =
  | 'welcome'
  | 'menu'
  | 'queue'
  | 'place'
  | 'callback'
  | 'transfer'
  | 'prompt'
  | 'farewell'
  | 'notice'
  | 'opening'
  | 'message'

export type Recording = {
  recording: string
  kind: 'call' | 'voicemail'
  of: Place
  limits?: RecordLimits
  paused: boolean
  /** Somebody asked for the pause: a card number is spoken. */
  discreet: boolean
}

export type Phase =
  /** Outgoing: first the agent's phone rings, then the customer's; of a robot's call, which has an opening, the customer's alone. */
  | { in: 'dialling'; agentId: number; leg: string | null; opening: Sound[] }
  | { in: 'welcome' }
  /** `said`: how often. */
  | { in: 'menu'; menu: string; said: number }
  /** `full`: groups that it has overflowed from. */
  | { in: 'queue'; teamId: number; since: string; mayAsk: boolean; offer: Offer | null; full: number[] }
  /** The customer hears it ring. `from` gets them back where nobody answers; `back`: that is what rings now. */
  | { in: 'handing'; leg: string; to: Receiver; from: number | null; back: boolean }
  /** In a room with the owner, or with guests that an agent has left them with. `held`: the customer is not in it. */
  | { in: 'talk'; room: string; held: boolean; consult: string | null }
  /** A robot speaks; the agent listens, muted. */
  | { in: 'opening'; room: string; agentId: number; leg: string | null; sounds: Sound[] }
  /** The house calls by itself, to say something and hang up; `telling`: the customer has answered. */
  | { in: 'ringing'; sounds: Said[] }
  | { in: 'telling' }
  | { in: 'voicemail'; teamId: number | null }
  /** A last word, then the line is closed. */
  | { in: 'farewell'; outcome: Outcome }
  | { in: 'ended' }

export type PhaseOf<Name extends Phase['in']> = Extract<Phase, { in: Name }>

export type Offer = { agentId: number; leg: string }

export type Receiver = { agentId: number } | { number: string }
