import type { Quality } from '../../plugin/index.ts'

/** Where the customer's leg is. Labels: `calls.state.<state>`. */
export type CallState =
  'dialling' | 'menu' | 'queued' | 'offered' | 'talking' | 'held' | 'voicemail' | 'ended'

export type Direction = 'in' | 'out'

/** `inbound`: a customer rings; `agent`: staff rings a customer; `callback`: one that was promised; `robot`: a sound opens it; `code`: the house says one. */
export type Purpose = 'inbound' | 'agent' | 'callback' | 'robot' | 'code'

export type Party = 'customer' | 'agent' | 'guest' | 'supervisor'

/** How it ended, in the words of the field: labels `calls.outcome.<outcome>`. From `busy` on, of those that we place. */
export const outcomes = [
  'answered',
  'abandoned',
  'missed',
  'voicemail',
  'callback',
  'closed',
  'busy',
  'no-answer',
  'rejected',
  'absent',
  'unallocated',
  'failed',
  'refused',
] as const
export type Outcome = (typeof outcomes)[number]

/** One call with one customer. Times are ISO 8601 UTC, durations milliseconds. */
export type Call = {
  id: number
  uid: string
  channelId: number
  lineId: number | null
  direction: Direction
  purpose: Purpose
  /** E.164; '' where it is withheld. */
  number: string
  personId: number | null
  identityId: number | null
  conversationId: number | null
  messageId: number | null
  teamId: number | null
  agentId: number | null
  state: CallState
  version: number
  startedAt: string
  queuedAt: string | null
  answeredAt: string | null
  endedAt: string | null
  outcome: Outcome | null
  code: number | null
  endedBy: 'customer' | 'agent' | 'system' | null
  setupMs: number | null
  ringMs: number | null
  waitMs: number | null
  talkMs: number | null
  holdMs: number | null
  quality: Partial<Record<Party, Quality>> | null
  takeover: Takeover | null
  result: string | null
  note: string
  wrappedAt: string | null
}

/** Milliseconds after the key was pressed. */
export type Takeover = { stopped?: number; unmuted?: number; heard?: number }
