import type { Db } from '../../../platform/db/index.ts'
import type { Author } from '../rules.ts'
import { closed, eventMessage } from '../rules.ts'
import { activeStatus, type Conversation } from '../conversation.ts'
import { write } from '../store/write.ts'

/**
 * One reception of one person: the older of two open ones ends, and what was promised in it goes on in the other. Whoever
 * has waited since before keeps their place, and an agent who has one of them has both.
 */
export async function settleOpen(
  trx: Db,
  open: [Conversation, Conversation],
  author: Author,
  at: string,
): Promise<void> {
  const [older, newer] = open.toSorted((one, other) => (one.lastMessageAt < other.lastMessageAt ? -1 : 1))
  if (!older || !newer) return
  const [there, here] = author === 'system' ? ['joined-other', 'joined'] : ['merged-other', 'merged']
  await write(
    trx,
    [
      { conversation: older, change: closed(author, at, there) },
      {
        conversation: { ...newer, queuedAt: earliest(older.queuedAt, newer.queuedAt) },
        change: { messages: [eventMessage(author, here)], patch: goingOn(older, newer) },
      },
    ],
    at,
  )
}

function goingOn(older: Conversation, newer: Conversation) {
  const agentId = newer.agentId ?? older.agentId
  const isTaken = newer.agentId === null && agentId !== null
  return {
    waitingSince: earliest(older.waitingSince, newer.waitingSince),
    priority: Math.max(older.priority, newer.priority),
    agentId,
    teamId: newer.teamId ?? older.teamId,
    ...(isTaken && newer.status !== 'snoozed' && { status: activeStatus(agentId) }),
  }
}

function earliest(one: string | null, other: string | null): string | null {
  return [one, other].filter((time) => time !== null).toSorted()[0] ?? null
}
