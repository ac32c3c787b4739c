import type { VoiceEvent } from '../../../plugin/index.ts'

/** What makes a call go on. */
export type Input =
  /** Of a leg, playback or recording of this call. */
  | { type: 'voice'; event: VoiceEvent }
  /** A time that `Live.timers` asked for has come. */
  | { type: 'timer'; name: TimerName }
  /** The queue chose somebody. */
  | { type: 'offer'; agentId: number }
  /** `ip`: where they sit. */
  | { type: 'action'; agentId: number; action: CallAction; ip?: string }
  /** The gate would not let this leg be dialled after all: it was not. */
  | { type: 'refused'; leg: string }
  /** A command `mute`, off, was carried out: for the report of the take-over. */
  | { type: 'unmuted'; leg: string }
  /** Events were missed: what is alive now. Legs that are not among them have ended; those that we do not know are hung up. */
  | { type: 'rebuilt'; legs: { leg: string; state: 'ringing' | 'up'; room?: string }[]; recordings: string[] }

export const timerNames = [
  'keys',
  'announce',
  'offer-callback',
  'overflow',
  'ring',
  'guest',
  'return',
  'measure',
] as const
export type TimerName = (typeof timerNames)[number]

/** Who a call is handed to: a colleague, whoever of a skill group is next, or somebody outside (E.164). */
export type Target = { agentId: number } | { teamId: number } | { number: string }

/** What staff do to a call. Supervisors' are the last. Throws Conflict where it makes no sense now. */
export type CallAction =
  /** Takes an offer on a parked leg; a phone that rings is answered at the phone. */
  | { do: 'accept' }
  | { do: 'decline' }
  | { do: 'hang-up' }
  | { do: 'hold' }
  | { do: 'resume' }
  | { do: 'mute'; on: boolean }
  | { do: 'press'; keys: string }
  /** Blind: the customer hears it ring, and comes back where nobody answers. */
  | { do: 'transfer'; to: Target }
  /** The customer waits while the agent speaks with the guest first. */
  | { do: 'consult'; to: Target }
  /** After `consult`: hand over, all three together, or back to the customer. */
  | { do: 'complete' }
  | { do: 'conference' }
  | { do: 'return' }
  /** Sends a guest out of a conference. */
  | { do: 'drop'; leg: string }
  | { do: 'pause-recording'; on: boolean }
  /** Stops the playback that opened the call and opens the agent's microphone. */
  | { do: 'seize' }
  /** The agent's own leg was lost (a page was reloaded): rings their phone again. */
  | { do: 'reconnect' }
  | { do: 'supervise'; mode: 'listen' | 'whisper' | 'join' }
  | { do: 'take-over' }
  | { do: 'leave' }
