import type { WireFile } from '../../shared/wire.ts'

/** Something the visitor said that the server has not confirmed. `uid` is the message's id and its idempotency key. */
export type Unsent = {
  uid: string
  text: string
  files: WireFile[]
  duration?: number
  at: string
  /** `failed` waits for the visitor; `waiting` for its turn or the network. */
  state: 'waiting' | 'sending' | 'failed'
  reason?: string
}

/** Oldest first. */
export type Outbox = Unsent[]

export const LIMIT = 50

/** Adds a message at the end. What is beyond the limit is refused by answering the same outbox. */
export function put(outbox: Outbox, unsent: Omit<Unsent, 'state'>): Outbox {
  return outbox.length >= LIMIT ? outbox : [...outbox, { ...unsent, state: 'waiting' }]
}

/** The message to send now: one at a time, in order; what failed for good steps aside. */
export function next(outbox: Outbox): Unsent | undefined {
  const first = outbox.filter((unsent) => unsent.state !== 'failed')[0]
  return first?.state === 'waiting' ? first : undefined
}

export function sending(outbox: Outbox, uid: string): Outbox {
  return change(outbox, uid, 'sending')
}

/** No answer came: it may have arrived, so it goes again under the same uid. */
export function unanswered(outbox: Outbox, uid: string): Outbox {
  return change(outbox, uid, 'waiting')
}

/** The server refused it: sending the same again would not help. */
export function refused(outbox: Outbox, uid: string, reason: string): Outbox {
  return outbox.map((unsent) => (unsent.uid === uid ? { ...unsent, state: 'failed', reason } : unsent))
}

/** Nothing goes by itself any more. */
export function held(outbox: Outbox): Outbox {
  return outbox.map((unsent) => ({ ...unsent, state: 'failed' }))
}

export function retry(outbox: Outbox, uid: string): Outbox {
  return change(outbox, uid, 'waiting')
}

/** The server has it, or the visitor took it back. */
export function drop(outbox: Outbox, uid: string): Outbox {
  return outbox.filter((unsent) => unsent.uid !== uid)
}

/** What is stored and what is held: each message once, as it is held. */
export function join(stored: Outbox, held: Outbox): Outbox {
  const others = stored.filter(({ uid }) => !held.some((unsent) => unsent.uid === uid))
  return [...others, ...held]
}

/** What survives a reload. */
export function dump(outbox: Outbox): string {
  return JSON.stringify(outbox.slice(-LIMIT))
}

/** Reads a dump. Whatever was on its way goes again; whatever is no outbox is an empty one. */
export function load(dumped: unknown): Outbox {
  if (!Array.isArray(dumped)) return []
  const entries = dumped.filter(isUnsent).slice(-LIMIT)
  return entries.map((unsent) => (unsent.state === 'sending' ? { ...unsent, state: 'waiting' } : unsent))
}

function isUnsent(value: unknown): value is Unsent {
  const entry = value as Partial<Unsent> | null
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.uid === 'string' &&
    typeof entry.text === 'string' &&
    typeof entry.at === 'string' &&
    Array.isArray(entry.files) &&
    ['waiting', 'sending', 'failed'].indexOf(entry.state ?? '') >= 0
  )
}

function change(outbox: Outbox, uid: string, state: Unsent['state']): Outbox {
  return outbox.map((unsent) => (unsent.uid === uid ? { ...unsent, state, reason: undefined } : unsent))
}
