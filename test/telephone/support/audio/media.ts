import type { Ear } from './ear.ts'

/** The voice of one call: how two ends agree on it (SDP), what is said, and what is heard. */
export type Media = {
  ear: Ear
  /** Keys that the other end pressed in the voice itself (RFC 4733). */
  keys: () => string
  offer: (direction?: Direction) => Promise<string>
  answer: (offer: string) => Promise<string>
  accept: (answer: string) => Promise<void>
  /** A tone from now on, these samples over and over, or silence. */
  say: (what: number | Int16Array | undefined) => void
  press: (key: string) => Promise<void>
  close: () => void
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
