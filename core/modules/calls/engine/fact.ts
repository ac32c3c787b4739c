import type { EndCause } from '../../../plugin/index.ts'
import type { Outcome, Party, Takeover } from '../call.ts'

/** What a step made true, for the store, the screens and the reports. */
export type Fact =
  /** Never of a parked leg: it is not the call's. */
  | {
      type: 'leg'
      leg: string
      party: Party
      agentId?: number
      number?: string
      is: 'dialled' | 'ringing' | 'answered'
    }
  | { type: 'leg'; leg: string; party: Party; is: 'ended'; cause: EndCause; code?: number }
  /** Who waits since earlier is served earlier. */
  | { type: 'queued'; teamId: number; because: 'flow' | 'missed' | 'transfer' | 'overflow'; since: string }
  /** Their phone rings: they are taken until `passed`, or, once they are in the call, until `left`. */
  | { type: 'offered'; agentId: number }
  /** It came to nothing, and the agent is free again. */
  | { type: 'passed'; agentId: number; why: 'no-answer' | 'declined' | 'unreachable' | 'gone' }
  /** Their leg is in the call, but it is not theirs (yet): a guest, or an agent whose customer still rings. */
  | { type: 'joined'; agentId: number }
  /** Agent and customer talk, and the call is this agent's. */
  | { type: 'answered'; agentId: number }
  /** From one agent to another. */
  | { type: 'handed'; from: number; to: number | { number: string }; how: 'blind' | 'attended' | 'take-over' }
  /** Not in the call any more. Once for everybody who `joined` or `answered`. */
  | { type: 'left'; agentId: number }
  | { type: 'recording'; recording: string; kind: 'call' | 'voicemail'; is: 'begun'; announced: boolean }
  | { type: 'recording'; recording: string; is: 'paused' | 'resumed' }
  | { type: 'recording'; recording: string; is: 'ended'; ok: boolean; seconds: number }
  /** Somebody is owed a call. */
  | {
      type: 'owed'
      teamId: number | null
      agentId?: number
      reason: 'missed' | 'abandoned' | 'voicemail' | 'asked' | 'no-match'
    }
  | { type: 'supervised'; agentId: number; mode: 'listen' | 'whisper' | 'join' | 'take-over' | 'left' }
  | { type: 'takeover'; report: Takeover }
  | { type: 'ended'; outcome: Outcome; by: 'customer' | 'agent' | 'system'; code?: number }
