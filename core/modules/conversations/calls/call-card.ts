/**
 * Everything that a timeline shows of a call. The words of `state`, `purpose` and `outcome` are those of the calls
 * themselves; `number` is masked. Times are ISO 8601 UTC, durations milliseconds.
 */
export type CallCard = {
  callId: number
  uid: string
  direction: 'in' | 'out'
  state: string
  purpose: string
  /** '' where it is withheld. */
  number: string
  /** What the number of ours is called. */
  line?: string
  /** Who talks with the customer, or talked last. */
  agentId?: number
  teamId?: number
  startedAt: string
  answeredAt?: string
  endedAt?: string
  talkMs?: number
  outcome?: string
  endedBy?: 'customer' | 'agent' | 'system'
  result?: string
  note?: string
  recordings: CallRecording[]
}

export type CallRecording = { uid: string; kind: 'call' | 'voicemail'; ms: number | null; state: string }

/** A card with the names of those whom it speaks of. */
export type CallView = CallCard & { agent?: string; team?: string }
