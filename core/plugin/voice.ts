/**
 * A telephone exchange (PBX) as the core drives it: legs are phones on the line, rooms are where legs hear each other.
 * Ids of legs, rooms, playbacks and recordings are the core's, but for the leg of a call that comes in: all that
 * belong to one call begin with the call's uid and a dot.
 *
 * Every verb resolves when the exchange has done it. What is no longer there is no failure: callers hang up while we
 * speak of them, and the event that tells is on its way. A rejection means that the exchange itself does not answer.
 * Any process may call the verbs; the events come to one process at a time, see `Channel.called`.
 */
export type Voice = {
  /** Rings a phone or a number. What becomes of it is told by events; who cannot be rung at all has `ended`, unreachable. */
  dial: (leg: string, call: Dial) => Promise<void>
  /** Lets a caller hear that it rings; the call is not answered yet. */
  ring: (leg: string) => Promise<void>
  answer: (leg: string) => Promise<void>
  hangUp: (leg: string, why?: HangUp) => Promise<void>
  /** These legs hear each other, and are in no other room. The room is made where there is none; it ends when it is empty. */
  join: (room: string, legs: string[]) => Promise<void>
  /**
   * Out of whatever room it is in, alone with music: a sound of ours that repeats, the exchange's own, or nothing at all; in
   * `silence` what was played to this leg ends as well.
   */
  hold: (leg: string, music?: Sound | 'silence') => Promise<void>
  /** Sounds one after the other, to one leg or to everybody in a room; `loop` repeats until `stop`. `played` tells the end. */
  play: (playback: string, to: Place, sounds: Sound[], loop?: true) => Promise<void>
  stop: (playback: string) => Promise<void>
  /** Nobody hears this leg; it hears the others all the same. */
  mute: (leg: string, on: boolean) => Promise<void>
  /** Presses keys towards a leg (0–9, *, #). */
  press: (leg: string, keys: string) => Promise<void>
  /** The supervisor's leg hears all that `target` says and hears; in `whisper` only `target` hears the supervisor. Again with another mode: changes it. */
  listen: (leg: string, target: string, mode: 'listen' | 'whisper') => Promise<void>
  /** Records everything said in a room, or by and to one leg that is in none, until `finish`, or `most` seconds. */
  record: (recording: string, of: Place, limits?: RecordLimits) => Promise<void>
  /** While a card number is spoken, nothing is recorded; the gap leaves no silence. */
  pause: (recording: string, on: boolean) => Promise<void>
  finish: (recording: string) => Promise<void>
  /** A finished recording as WAV, or undefined where the exchange has none of that name (any more). */
  fetch: (recording: string) => Promise<Buffer | undefined>
  /** The recording is safe with us: the exchange may forget it. */
  discard: (recording: string) => Promise<void>
  /** How good the line of a leg is now; undefined where the exchange does not know. */
  quality: (leg: string) => Promise<Quality | undefined>
  /** Which phones staff have; others that this account was told of before are forgotten. */
  phones: (phones: Phone[]) => Promise<void>
  /** Everything that is alive at the exchange of what is ours. */
  snapshot: () => Promise<Snapshot>
  /** Where browsers' signalling goes (SIP over WebSocket), for the house to pass through under a staff session. */
  signalling?: () => Signalling
  /** Where desk phones register; undefined where the exchange does not know under which address they reach it. */
  desk?: () => DeskLine | undefined
}

/** What is entered in a desk phone beside its name and secret. */
export type DeskLine = { server: string; port: number; transport: 'udp' | 'tcp' | 'tls' }

/** `domain` is what phones register at; `ice` helps browsers that are not in the exchange's network to be heard there. */
export type Signalling = {
  url: string
  protocol: string
  headers?: Record<string, string>
  domain: string
  ice?: { urls: string; username?: string; credential?: string }[]
}

/** A phone of staff by the name in `Phone`, or a number in E.164 over the outside line. */
export type Dial = {
  to: { phone: string } | { number: string }
  /** What the far end shows: of a number one of ours in E.164, of a phone the caller as staff may see them. */
  from: { number?: string; name?: string }
  /** Seconds that it may ring. */
  timeout: number
  /** The phone picks up by itself. */
  auto?: true
}

/** `elsewhere`: somebody else has answered, so that no missed call is shown. */
export type HangUp = 'normal' | 'busy' | 'rejected' | 'elsewhere' | 'no-answer'

/** `url`: WAV, 8 kHz, mono, 16 bits, at an address of ours that the exchange may fetch. `tone` is endless. */
export type Sound = { url: string } | { tone: 'ring' | 'busy' | 'beep' }

export type Place = { leg: string } | { room: string }

/** Seconds; `key` ends it as well. */
export type RecordLimits = { most?: number; silence?: number; key?: '#' }

export type Phone = {
  name: string
  /** `browser` speaks WebRTC over `signalling`, `desk` SIP. */
  kind: 'browser' | 'desk'
  secret: string
  label: string
}

/** What happens at the exchange, in the order in which it happened there. */
export type VoiceEvent =
  /** Somebody calls one of our numbers: `to` as the carrier gives it, `from` empty where it is withheld. */
  | { type: 'incoming'; leg: string; from: string; name?: string; to: string }
  /** A phone of staff dials by itself: `keys` is what was dialled. */
  | { type: 'outgoing'; leg: string; phone: string; keys: string }
  | { type: 'ringing'; leg: string }
  | { type: 'answered'; leg: string }
  /** `code`: Q.850, where the exchange tells one. */
  | { type: 'ended'; leg: string; cause: EndCause; code?: number }
  | { type: 'key'; leg: string; key: string }
  | { type: 'played'; playback: string; ok: boolean }
  | { type: 'recorded'; recording: string; ok: boolean; seconds: number }
  /** A message that a caller has left with the exchange while nobody heard it. Told until it is discarded. `at` is ISO 8601 UTC. */
  | { type: 'left'; recording: string; from: string; to: string; at: string }
  /** Speech begins or ends on a leg. */
  | { type: 'talking'; leg: string; on: boolean }
  /** A desk phone's own transfer key: `leg` wants its partner to go to `keys`. */
  | { type: 'transfer'; leg: string; keys: string }
  /** A desk phone's own hold key. */
  | { type: 'held'; leg: string; on: boolean }
  | { type: 'phone'; phone: string; online: boolean }
  /** Events may have been missed before this one: this is how things are now. */
  | { type: 'rebuilt'; snapshot: Snapshot }
  /** Nothing is heard of the exchange any more; calls go on there. */
  | { type: 'lost' }

export type EndCause =
  | 'normal'
  | 'busy'
  | 'no-answer'
  | 'rejected'
  /** Switched off, or out of reach of its network. */
  | 'absent'
  /** No such number. */
  | 'unallocated'
  /** The phone is not registered, or the exchange has no way to it. */
  | 'unreachable'
  | 'congestion'
  | 'failed'

export type Snapshot = {
  legs: { leg: string; state: 'ringing' | 'up'; room?: string; from?: string; to?: string }[]
  recordings: string[]
  /** Names of phones that are registered. */
  phones: string[]
}

/** Of one leg, seen from the exchange: milliseconds; `lost` in percent of packets. `received` and `sent` count packets. */
export type Quality = {
  codec?: string
  jitter: number
  roundTrip?: number
  lost: number
  received: number
  sent: number
}
