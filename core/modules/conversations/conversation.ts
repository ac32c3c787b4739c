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
}

/** What a change may set. */
export type Patch = Partial<
  Omit<Conversation, 'id' | 'uid' | 'personId' | 'lastSeq' | 'openedAt' | 'version'>
>

export type Direction = 'in' | 'out' | 'note' | 'system'
export type MessageKind = 'text' | 'image' | 'file' | 'voice' | 'event'
/** How far an outgoing message got. */
export type MessageState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'

/** What the timeline says of a change: a key of `events.` and its values; ids where names may change. */
export type TimelineEvent = { key: string; values: Record<string, string | number> }

export type MessageData = { duration?: number; event?: TimelineEvent }

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

/** The line of the list: the words, or a sign for what came without words. The screen translates `[kind]`. */
export function previewOf({ kind, text }: Pick<NewMessage, 'kind' | 'text'>): string {
  const line = [...text.replace(/\s+/g, ' ').trim()].slice(0, previewLength).join('')
  return line || `[${kind}]`
}

/** Text that both databases take: no NUL, no broken surrogates. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** The kind of a message by its files; a file with a duration was spoken. */
export function kindOf(files: { mime: string }[], duration?: number): MessageKind {
  const [first] = files
  if (!first) return 'text'
  if (duration !== undefined) return 'voice'
  return first.mime.startsWith('image/') ? 'image' : 'file'
}

/** Sorts a customer's messages as text, over all their conversations, and tells no inner id. */
export function orderOf(openedAt: string, seq: number): string {
  return `${openedAt}.${String(seq).padStart(8, '0')}`
}
