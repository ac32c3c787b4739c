/** What is owed: a call, or a word to somebody who was not content. */
export const kinds = ['callback', 'recovery'] as const
export type Kind = (typeof kinds)[number]

/** Why something is owed. Labels: `tasks.reason.<reason>`. `no-match`: who was asked for could not be reached. */
export const reasons = ['missed', 'abandoned', 'voicemail', 'asked', 'no-match', 'rated'] as const
export type Reason = (typeof reasons)[number]

/** What came of it. Labels: `tasks.result.<result>`. `reached` is also said by a call that was answered. */
export const results = ['reached', 'unreachable', 'unneeded'] as const
export type Result = (typeof results)[number]

/** Something owed to a customer. Times are ISO 8601 UTC. */
export type Task = {
  id: number
  kind: Kind
  personId: number
  conversationId: number | null
  /** The call it came from; of several the newest. */
  callId: number | null
  teamId: number | null
  agentId: number | null
  reason: Reason
  note: string
  /** How often the customer has tried. */
  attempts: number
  dueAt: string
  createdAt: string
  doneAt: string | null
  doneBy: number | null
  result: Result | null
}
