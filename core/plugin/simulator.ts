import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MenuItem, Settings } from './kind.ts'
import type { Log } from './tools.ts'

/**
 * Makes a provider that behaves: its API at an address of ours, its pushes to `callback` (the account's hooks, ends with
 * a slash), and the phone of a patient. Nothing of it touches the real provider.
 */
export type Simulate = (stage: Stage) => Promise<Simulator>

export type Stage = {
  /** Where the account's hooks are. */
  callback: string
  /** Where `serve` is reached: `http://127.0.0.1:…`. */
  address: string
  /** Milliseconds since 1970, the rehearsal's own time: see `pass`. */
  now: () => number
  log: Log
  /** Something on the phone has changed. */
  changed: () => void
}

export type Simulator = {
  /** With these the account is opened: addresses, ids and secrets that the simulator knows. They win over the stored ones. */
  settings: Settings
  /** The provider's API. */
  serve: (request: IncomingMessage, response: ServerResponse) => void
  phone: SimulatedPhone
  close: () => Promise<void>
}

/** The patient's phone: what it shows, and what can be done on it. */
export type SimulatedPhone = {
  show: () => PhoneView
  /** Throws where the provider would not let the patient do that; the message is a translation key. */
  act: (action: PhoneAction) => Promise<void>
  /** A picture or recording that the phone shows, by its id. */
  media: (id: string) => { mime: string; data: Buffer } | undefined
}

export type PhoneView = {
  title: string
  /** Undefined where this channel knows no following. */
  follows?: boolean
  menu: MenuItem[]
  lines: PhoneLine[]
  /** Actions that make sense now. */
  can: PhoneAction['type'][]
  /** Codes of entry points that can be scanned or opened. */
  entries: { code: string; url: string }[]
  /** What the provider counts: answers left (absent: any number) and until when, milliseconds. Absent: closed. */
  window?: { left?: number; until: number }
  clinicTypes?: boolean
}

export type PhoneLine = {
  id: string
  from: 'clinic' | 'patient' | 'provider'
  at: number
  text?: string
  /** Ids of `media`. */
  pictures?: string[]
  sound?: { id: string; seconds?: number }
  file?: { name: string }
  card?: { title: string; text?: string; url?: string }
  choices?: { id: string; text: string }[]
  public?: boolean
}

export type PhoneAction =
  | { type: 'follow' | 'unfollow' | 'enter' }
  | { type: 'say'; text: string }
  | { type: 'comment'; text: string }
  | { type: 'picture' | 'voice'; name: string; data: Buffer }
  | { type: 'scan'; code: string }
  /** Indexes into the menu, outermost first. */
  | { type: 'choose'; path: number[] }
  | { type: 'answer'; line: string; id: string }
  /** Lets time go by, so that windows close. */
  | { type: 'pass'; seconds: number }
