import { uuid7 } from '../../platform/crypto/index.ts'
import {
  activeStatus,
  type Change,
  type Conversation,
  type MessageState,
  type NewMessage,
  type TimelineEvent,
} from './conversation.ts'

/** Who makes a change: `agent:3` or `system`. */
export type Author = string
type Values = TimelineEvent['values']

/** The customer says something: what was closed or snoozed comes back, and the waiting begins. */
export function heard(conversation: Conversation, messages: NewMessage[], at: string): Change {
  const { status, agentId, waitingSince } = conversation
  const back = status === 'closed' || status === 'snoozed'
  const events = isReturn(conversation) ? [eventMessage('system', 'reopened-by-customer')] : []
  return {
    messages: [...events, ...messages],
    patch: {
      waitingSince: waitingSince ?? at,
      ...(back && { status: activeStatus(agentId), snoozedUntil: null, closedAt: null }),
    },
  }
}

/** An agent answers: nobody waits any longer, and what nobody held is theirs. */
export function answered(
  conversation: Conversation,
  message: NewMessage,
  agentId: number,
  at: string,
): Change {
  const { status, firstReplyAt } = conversation
  const holder = conversation.agentId ?? agentId
  const events = [
    ...(status === 'closed' ? [eventMessage(message.author, 'reopened')] : []),
    ...(conversation.agentId === null ? [eventMessage(message.author, 'taken', { agent: agentId })] : []),
  ]
  const isBack = status !== 'open'
  return {
    messages: [...events, message],
    patch: {
      agentId: holder,
      waitingSince: null,
      transfer: null,
      firstReplyAt: firstReplyAt ?? at,
      ...(isBack && { status: 'open', snoozedUntil: null, closedAt: null }),
    },
  }
}

/** Goes to an agent, a team or both; to nobody, it waits in the queue. */
export function handedOver(
  conversation: Conversation,
  to: { agentId: number | null; teamId: number | null },
  author: Author,
  note?: NewMessage,
): Change {
  if (to.agentId === conversation.agentId && to.teamId === conversation.teamId)
    return { messages: [], patch: {} }
  const isResting = conversation.status === 'snoozed' || conversation.status === 'closed'
  const event = eventMessage(author, handOverKey(conversation, to, author), {
    ...(to.agentId !== null && { agent: to.agentId }),
    ...(to.teamId !== null && { team: to.teamId }),
  })
  return {
    messages: note ? [event, note] : [event],
    patch: { ...to, transfer: null, ...(!isResting && { status: activeStatus(to.agentId) }) },
  }
}

/** The reception is over. */
export function closed(author: Author, at: string, key = 'closed'): Change {
  return {
    messages: [eventMessage(author, key)],
    patch: { status: 'closed', closedAt: at, waitingSince: null, snoozedUntil: null, transfer: null },
  }
}

/** The reception goes on, with the agent it had. */
export function reopened(conversation: Conversation, author: Author): Change {
  return {
    messages: [eventMessage(author, 'reopened')],
    patch: { status: activeStatus(conversation.agentId), closedAt: null },
  }
}

/** Out of sight until a time, or until the customer writes. */
export function snoozed(author: Author, until: string): Change {
  return {
    messages: [eventMessage(author, 'snoozed', { until })],
    patch: { status: 'snoozed', snoozedUntil: until },
  }
}

/** The time has come. */
export function woken(conversation: Conversation, author: Author): Change {
  return {
    messages: [eventMessage(author, 'woken')],
    patch: { status: activeStatus(conversation.agentId), snoozedUntil: null },
  }
}

/** A line in the timeline that says what happened. */
export function eventMessage(author: Author, key: string, values: Values = {}): NewMessage {
  return {
    uid: uuid7(),
    direction: 'system',
    author,
    kind: 'event',
    text: '',
    data: { event: { key, values } },
  }
}

/** From where an outgoing message may come into a state: never backwards, but for another try. */
export const comesFrom: Record<MessageState, MessageState[]> = {
  queued: ['sending', 'failed', 'unknown'],
  sending: ['queued'],
  sent: ['queued', 'sending', 'unknown'],
  delivered: ['queued', 'sending', 'sent', 'unknown'],
  read: ['queued', 'sending', 'sent', 'delivered', 'unknown'],
  failed: ['queued', 'sending', 'sent', 'unknown'],
  unknown: ['queued', 'sending'],
}

/** Comes back to a reception that was one: what only the channel has said in was closed as it was opened. */
export function isReturn({ status, openedAt, closedAt }: Conversation): boolean {
  return status === 'closed' && closedAt !== openedAt
}

function handOverKey(
  from: Conversation,
  to: { agentId: number | null; teamId: number | null },
  author: Author,
) {
  if (to.agentId === null) return to.teamId === null ? 'unassigned' : 'assigned-team'
  if (author === `agent:${to.agentId}`) return 'taken'
  return from.agentId === to.agentId && to.teamId !== null ? 'assigned-team' : 'assigned'
}
