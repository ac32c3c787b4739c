/** `running` at the exchange, `fetching` on its way to us, `kept`, `lost` where it never came, `erased` by rule or by hand. */
export type RecordingState = 'running' | 'fetching' | 'kept' | 'lost' | 'erased'

/** What was said in one call, or left on the machine. Times are ISO 8601 UTC. */
export type Recording = {
  id: number
  uid: string
  callId: number
  /** What the exchange calls it. */
  name: string
  kind: 'call' | 'voicemail'
  state: RecordingState
  /** Uid of the stored file. */
  file: string | null
  ms: number | null
  sha256: string | null
  /** How loud it is from beginning to end, 0 to 255. */
  peaks: number[]
  /** When nothing was recorded, by the clock; `null` as an end: to the last. */
  pauses: [string, string | null][]
  /** The caller was told that the call is recorded. */
  announced: boolean
  startedAt: string
  endedAt: string | null
  keepUntil: string | null
  reason: string | null
}

/** How the calls of a card or page show theirs. */
export type RecordingBrief = Pick<Recording, 'uid' | 'kind' | 'state' | 'ms'>

/** The law asks for thirty days at least (notice of the ministry of June 2020 on call-centre business). */
export const leastDays = 30
export const usualDays = 180

/** How many bars a waveform has. */
export const waves = 240

/** A pause begins, or the one that runs ends. */
export function pausesAfter(pauses: Recording['pauses'], on: boolean, at: string): Recording['pauses'] {
  const last = pauses.at(-1)
  const runs = last !== undefined && last[1] === null
  if (on) return runs ? pauses : [...pauses, [at, null]]
  return runs ? [...pauses.slice(0, -1), [last[0], at]] : pauses
}
