/** Labels: `lines.state.<state>`. `cooling` rests until a time, `flagged` was marked by its callees' phones, `off` is not ours to use. */
export const lineStates = ['active', 'cooling', 'flagged', 'off'] as const
export type LineState = (typeof lineStates)[number]

/** A number of the clinic, reached over one exchange. */
export type Line = {
  id: number
  channelId: number
  /** E.164, or the digits of a 400 number. */
  number: string
  name: string
  /** Area code of its city (`021`), or ''. */
  area: string
  flowId: number | null
  /** May be shown to those whom we call. */
  outgoing: boolean
  preferred: boolean
  /** Outgoing calls at once. */
  most: number
  state: LineState
  reason: string
  /** ISO 8601 UTC; with it, cooling ends by itself. */
  until: string | null
  note: string
  /** Uids of files: contract, approval. */
  documents: string[]
  deleted: boolean
  createdAt: string
}

/** The state at this moment (ISO 8601 UTC): who has cooled long enough is active again. */
export function stateAt({ state, until }: Pick<Line, 'state' | 'until'>, now: string): LineState {
  return state === 'cooling' && until !== null && until <= now ? 'active' : state
}
