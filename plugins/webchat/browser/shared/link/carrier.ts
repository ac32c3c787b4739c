import type { Availability, Frame, News, Snapshot } from '../wire.ts'

/** What comes from the server, whichever way. */
export type Heard = {
  cursor?: string
  news?: News[]
  reset?: Snapshot
  availability?: Availability
  consented?: boolean
}

/** One connection: it comes up, hears and goes down once, with a close code of the protocol. */
export type CarrierEvents = {
  up: () => void
  heard: (heard: Heard) => void
  down: (code: number) => void
}

export type Carrier = {
  /** False where it cannot take the frame now. */
  tell: (frame: Frame) => boolean
  /** Finds out soon whether the line still stands. */
  check: () => void
  close: () => void
}

/** Runs `work` after milliseconds; answers what cancels it. */
export type Wait = (ms: number, work: () => unknown) => () => void

export const wait: Wait = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
