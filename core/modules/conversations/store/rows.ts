import { json } from '../../../platform/db/index.ts'
import type {
  Conversation,
  Direction,
  MessageData,
  MessageKind,
  MessageState,
  Status,
  Transfer,
  WrittenKind,
} from '../conversation.ts'

export type ConversationRow = {
  id: number
  uid: string
  person_id: number
  channel_id: number
  status: Status
  agent_id: number | null
  team_id: number | null
  version: number
  last_seq: number
  visitor_seen_seq: number
  preview: string
  waiting_since: string | null
  last_message_at: string
  first_reply_at: string | null
  snoozed_until: string | null
  opened_at: string
  closed_at: string | null
  queued_at: string | null
  assigned_at: string | null
  priority: number
  transfer: string | null
}

export type MessageRow = {
  id: number
  uid: string
  conversation_id: number
  seq: number
  identity_id: number | null
  channel_id: number | null
  direction: Direction
  author: string
  kind: MessageKind
  text: string
  data: string
  external_id: string | null
  state: MessageState | null
  reason: string | null
  at: string
}

/** A message as it is stored. */
export type Message = {
  id: number
  uid: string
  conversationId: number
  seq: number
  identityId: number | null
  channelId: number | null
  direction: Direction
  author: string
  kind: MessageKind
  text: string
  data: MessageData
  state: MessageState | null
  reason: string | null
  at: string
}

/** A message that was written, and not a call. */
export type Writing = Message & { kind: WrittenKind }

/** Was it written, so that its customer may see it? */
export function isWriting(message: Message): message is Writing {
  return message.kind !== 'call'
}

/** The conversation that a row holds. */
export function conversationOf(row: ConversationRow): Conversation {
  return {
    id: row.id,
    uid: row.uid,
    personId: row.person_id,
    channelId: row.channel_id,
    status: row.status,
    agentId: row.agent_id,
    teamId: row.team_id,
    version: row.version,
    lastSeq: row.last_seq,
    visitorSeenSeq: row.visitor_seen_seq,
    preview: row.preview,
    waitingSince: row.waiting_since,
    lastMessageAt: row.last_message_at,
    firstReplyAt: row.first_reply_at,
    snoozedUntil: row.snoozed_until,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    queuedAt: row.queued_at,
    assignedAt: row.assigned_at,
    priority: row.priority,
    transfer: json.read<Transfer | null>(row.transfer, null),
  }
}

/** The message that a row holds. */
export function messageOf(row: MessageRow): Message {
  return {
    id: row.id,
    uid: row.uid,
    conversationId: row.conversation_id,
    seq: row.seq,
    identityId: row.identity_id,
    channelId: row.channel_id,
    direction: row.direction,
    author: row.author,
    kind: row.kind,
    text: row.text,
    data: json.read(row.data, {}),
    state: row.state,
    reason: row.reason,
    at: row.at,
  }
}
