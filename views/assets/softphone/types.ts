/** What the server tells of the viewer's phone. `call` is one that they are in, by the server's reckoning. */
export type Account = {
  name: string
  secret: string
  domain: string
  /** Picks up by itself. */
  auto: boolean
  ice: RTCIceServer[]
  call?: number
}

/** Why this browser's phone can or cannot be rung. */
export type Line =
  /** No page of ours, or nobody signed in. */
  | 'off'
  /** Neither https nor this very computer: browsers give no microphone. */
  | 'insecure'
  /** Another tab of this browser has the phone. */
  | 'elsewhere'
  /** Another device has it. */
  | 'replaced'
  | 'connecting'
  | 'ready'
  | 'offline'
  /** The exchange does not know us. */
  | 'refused'

/** Why there is no microphone; `unasked` before the browser has asked for it. */
export type Trouble = 'unasked' | 'denied' | 'missing' | 'busy' | 'failed'

export type CallState = 'ringing' | 'connecting' | 'talking'

export type Caller = { name: string; number: string }

/** A phone in the browser, whatever speaks for it; the part that a page may touch. */
export type Softphone = {
  readonly line: Line
  readonly call: Conversation | undefined
  /** The network, the tab or the computer has come back: is the way to the exchange still there? */
  wake: () => void
  stop: () => void
}

/** One call on the phone, from its ringing on. */
export type Conversation = {
  readonly state: CallState
  readonly caller: Caller
  readonly muted: boolean
  /** Milliseconds of the clock at which it was answered. */
  readonly since: number | undefined
  /** Rejects with a `MicrophoneTrouble`, and goes on ringing. */
  answer: () => Promise<void>
  /** Refuses what rings, ends what talks. */
  hangUp: () => void
  mute: (on: boolean) => void
  /** Presses keys: 0–9, *, #. */
  press: (keys: string) => void
  /** Goes on with the microphone that is now chosen. */
  changeMicrophone: () => Promise<void>
  /** How loud we are, 0 to 1. */
  level: () => number
  stats: () => Promise<RTCStatsReport | undefined>
}
