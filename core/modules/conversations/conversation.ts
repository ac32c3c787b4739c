import type { Content, CustomerMessage, Thread } from '../../plugin/index.ts'
import { kindOf } from '../../platform/files/index.ts'
import type { CallCard } from './calls/call-card.ts'
import { titleOf } from './content.ts'
import type { Taken } from './windows/window.ts'

/** Where a reception stands. `bot` and `queued` wait for an agent; `snoozed` comes back by itself. */
export type Status = 'bot' | 'queued' | 'open' | 'snoozed' | 'closed'

/** One reception of one person, across all channels. Times are ISO 8601 UTC. */
export type Conversation = {
  id: number
  uid: string
  personId: number
  channelId: number
  status: Status
  agentId: number | null
  teamId: number | null
  /** Counts the changes of holder and status: who changes them says which version they saw. */
  version: number
  lastSeq: number
  visitorSeenSeq: number
  preview: string
  waitingSince: string | null
  lastMessageAt: string
  firstReplyAt: string | null
  snoozedUntil: string | null
  openedAt: string
  closedAt: string | null
  /** Since when it waits for an agent: its place. Null where one has it, or nobody has to do anything yet. */
  queuedAt: string | null
  /** Since when its agent has it. */
  assignedAt: string | null
  /** Who waits with a higher one stands before who waits longer. */
  priority: number
  transfer: Transfer | null
}

/** From whom it comes, while whoever it was handed to has not accepted it: an agent, and the group it was with. */
export type Transfer = { from: number; teamId: number | null; at: string }

/** What a change may set. */
export type Patch = Partial<
  Omit<Conversation, 'id' | 'uid' | 'personId' | 'lastSeq' | 'openedAt' | 'version' | 'assignedAt'>
>

export type Direction = 'in' | 'out' | 'note' | 'system'
/** What is written, by either side. */
export type WrittenKind = CustomerMessage['kind']
/** `call` is the card of a call, which no customer sees. */
export type MessageKind = WrittenKind | 'call'
/** How far an outgoing message got. */
export type MessageState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'

/** What the timeline says of a change: a key of `events.` and its values; ids where names may change. */
export type TimelineEvent = { key: string; values: Record<string, string | number> }

export type MessageData = {
  /** Seconds, of a recording. */
  duration?: number
  event?: TimelineEvent
  content?: Content
  /** Anybody can read it; `thread` is where, as far as it is known. */
  public?: true
  thread?: Thread
  call?: CallCard
  /** The grants that this answer was taken from. */
  taken?: Taken
  /** A note by a supervisor, to the agent alone who had the conversation then. */
  whisper?: true
  /** Written while two customers were one: nobody can tell about whom. */
  unsure?: true
}

export type NewMessage = {
  uid: string
  direction: Direction
  author: string
  kind: MessageKind
  text: string
  identityId?: number
  channelId?: number
  externalId?: string
  state?: MessageState
  /** When it was, where that is not now (ISO 8601 UTC). */
  at?: string
  data?: MessageData
  fileIds?: number[]
  mentions?: number[]
}

/** What happens to one conversation in one step: new messages, in order, and what else becomes different. */
export type Change = { messages: NewMessage[]; patch: Patch }

/** A closed conversation goes on within this time, in milliseconds; after it, a new one begins. */
export const reopenWithin = 24 * 60 * 60 * 1000

const previewLength = 120

/** Waits for an agent, or has one. */
export function activeStatus(agentId: number | null): Status {
  return agentId === null ? 'queued' : 'open'
}

/**
 * The line of the list: the words, or a sign for what came without words; before the title of a link or a card it
 * stands as well. The screen translates `[kind]`.
 */
export function previewOf({ kind, text, data }: Pick<NewMessage, 'kind' | 'text' | 'data'>): string {
  const words = data?.content ? `[${kind}] ${titleOf(data.content)}` : text
  const line = [...words.replace(/\s+/g, ' ').trim()].slice(0, previewLength).join('')
  return line || `[${data?.call ? `${kind}-${data.call.direction}` : kind}]`
}

/**
 * What the list shows of what was said last, in order: somebody's words, and while there are none those that the house
 * says by itself. Undefined where nobody said anything.
 */
export function lastWords<M extends Pick<NewMessage, 'direction' | 'author'>>(messages: M[]): M | undefined {
  const said = messages.filter(({ direction }) => direction === 'in' || direction === 'out')
  return said.findLast(({ author }) => !isHouse(author)) ?? said.at(-1)
}

/** The house answers for a channel by itself. */
export function isHouse(author: string): boolean {
  return author.startsWith('channel:')
}

/** Text that both databases take: no NUL, no broken surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** What a file is by its type; sound is taken for speech. */
export function familyOf(mime: string): 'image' | 'voice' | 'video' | 'file' {
  const kind = kindOf(mime)
  return kind === 'document' ? 'file' : kind
}

/** Sorts a customer's messages as text, over all their conversations, and tells no inner id. */
export function orderOf(openedAt: string, seq: number): string {
  return `${openedAt}.${String(seq).padStart(8, '0')}`
}
