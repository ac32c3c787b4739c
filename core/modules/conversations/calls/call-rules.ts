import { activeStatus, type Change, type Conversation, type NewMessage, type Patch } from '../conversation.ts'
import { eventMessage, isReturn } from '../rules.ts'

/** A customer rings. What was closed or snoozed comes back; whether somebody waits is not decided yet. */
export function rang(conversation: Conversation, card: NewMessage): Change {
  const events = isReturn(conversation) ? [eventMessage('system', 'reopened-by-customer')] : []
  const place = conversation.queuedAt === null ? { queuedAt: null } : {}
  return { messages: [...events, card], patch: { ...back(conversation), ...place } }
}

/** An agent rings the customer: what nobody held is theirs, and whoever waits still does. */
export function dialled(conversation: Conversation, card: NewMessage, agentId: number): Change {
  const { author } = card
  const events = [
    ...(isReturn(conversation) ? [eventMessage(author, 'reopened')] : []),
    ...(conversation.agentId === null ? [eventMessage(author, 'taken', { agent: agentId })] : []),
  ]
  const holder = conversation.agentId ?? agentId
  return {
    messages: [...events, card],
    patch: { agentId: holder, ...back({ ...conversation, agentId: holder }), status: 'open' },
  }
}

/** The house rings the customer: nobody has to do anything before they answer. */
export function dialledByHouse(card: NewMessage, opens: boolean, at: string): Change {
  return { messages: [card], patch: opens ? { status: 'closed', closedAt: at } : {} }
}

/** The customer waits for somebody: of a team, where nobody holds the conversation. */
export function waits(
  conversation: Conversation,
  { teamId, place }: { teamId: number | null; place: string | null },
  at: string,
): Change {
  const { agentId, waitingSince } = conversation
  return {
    messages: [],
    patch: {
      waitingSince: waitingSince ?? at,
      ...(place && { queuedAt: place }),
      ...(agentId === null && teamId !== null && { teamId }),
      ...back(conversation),
    },
  }
}

/** They talk. The agent holds the conversation, unless they called on behalf of who does. */
export function talks(
  conversation: Conversation,
  { agentId, keeps }: { agentId: number; keeps: boolean },
  at: string,
): Change {
  const holder = keeps ? (conversation.agentId ?? agentId) : agentId
  const isNew = holder !== conversation.agentId
  return {
    messages: isNew ? [eventMessage(`agent:${agentId}`, 'taken', { agent: agentId })] : [],
    patch: {
      agentId: holder,
      waitingSince: null,
      transfer: null,
      firstReplyAt: conversation.firstReplyAt ?? at,
      status: 'open',
      snoozedUntil: null,
      closedAt: null,
    },
  }
}

/** What rests is in sight again. */
function back({ status, agentId }: Pick<Conversation, 'status' | 'agentId'>): Patch {
  const isResting = status === 'closed' || status === 'snoozed'
  return isResting ? { status: activeStatus(agentId), snoozedUntil: null, closedAt: null } : {}
}
