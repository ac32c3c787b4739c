/** By what somebody is not to be reached. Labels: `dialing.by.<by>`. */
export const ways = ['call', 'sms', 'all'] as const
export type By = (typeof ways)[number]

/** How we learned of it: labels `dialing.source.<source>`. `key` pressed in a call, `message` written. */
export type Source = 'agent' | 'key' | 'message' | 'import'

/** Somebody wants to be left alone. The number itself is not kept, only its mark and its last digits. */
export type Refusal = {
  id: number
  tail: string
  by: By
  personId: number | null
  reason: string
  source: Source
  agentId: number | null
  since: string
  until: string | null
  liftedAt: string | null
  liftedBy: number | null
  liftedReason: string | null
}
