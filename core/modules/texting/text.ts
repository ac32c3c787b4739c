import type { ShortText } from '../../plugin/index.ts'

export type Purpose = ShortText['purpose']

/** How far a short message got; `unknown`: it may have left, and is not tried again. */
export type TextState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown'

/**
 * A short message to a number of a person, or, with `callId`, a code that a call says there. Times ISO 8601 UTC. `sealed`
 * holds its words until it has left.
 */
export type Text = {
  id: number
  uid: string
  channelId: number
  personId: number
  identityId: number
  conversationId: number
  agentId: number
  callId: number | null
  purpose: Purpose
  sealed: string | null
  codeHash: string | null
  tries: number
  state: TextState
  reason: string | null
  at: string
  expiresAt: string
  confirmedAt: string | null
}

export type TextSettings = { perDay: number }

/** What the clinic pays for in a day unless an admin says otherwise. */
export const textDefaults: TextSettings = { perDay: 200 }

/** One number gets at most this many in an hour, called codes too: a gateway would refuse more, and the customer be annoyed. */
export const perHour = 5

/** A code proves its number for ten minutes, and is guessed at most five times. */
export const codeSeconds = 600
export const mostTries = 5
