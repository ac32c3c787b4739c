import { remember, remembered } from './preferences.ts'

/** Messages that the server has not confirmed, kept over a reload with the id that makes sending them twice harmless. */

export type Unsent = {
  clientId: string
  conversation: number
  mode: 'reply' | 'note'
  text: string
  files: string[]
  mentions: number[]
  at: string
  /** Over which way, where the agent has one; `duration` in seconds, of a voice note. */
  identityId?: number
  confirmedPublic?: true
  duration?: number
}

/** What was written in a conversation and has not left, oldest first. */
export function unsentOf(conversation: number): Unsent[] {
  return read().filter((entry) => entry.conversation === conversation)
}

/** Keeps it over a reload; the same client id is the same message. */
export function keep(entry: Unsent): void {
  write([...read().filter(({ clientId }) => clientId !== entry.clientId), entry])
}

/** It has left, or is given up. */
export function forget(clientId: string): void {
  write(read().filter((entry) => entry.clientId !== clientId))
}

function read(): Unsent[] {
  try {
    const kept: unknown = JSON.parse(remembered('unsent') ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

function write(entries: Unsent[]) {
  remember('unsent', entries.length > 0 ? JSON.stringify(entries) : undefined)
}
