/** What an agent's telephone is busy with. Labels, but for `idle`: `calls.busy.<state>`. */
export type LineState = 'idle' | 'offered' | 'talking' | 'wrapping'

/** Times are ISO 8601 UTC. */
export type AgentLine = {
  agentId: number
  state: LineState
  /** The call that it is about; of an idle line the one that was let pass last. */
  callId: number | null
  since: string
  /** When the wrap-up ends by itself. */
  wrapUntil: string | null
  /** The end of the last call: who has rested longest is next. */
  idleSince: string
  /** Offers not taken, one after the other. */
  misses: number
  /** The leg that stays up all shift. */
  parked: string | null
}

/** The line of somebody who has had no call yet. */
export function freshLine(agentId: number): AgentLine {
  const long = new Date(0).toISOString()
  return {
    agentId,
    state: 'idle',
    callId: null,
    since: long,
    wrapUntil: null,
    idleSince: long,
    misses: 0,
    parked: null,
  }
}
