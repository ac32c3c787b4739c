import { uuid7 } from '../../../platform/crypto/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Identity, lockPeople } from '../../people/index.ts'
import type { CallCard } from './call-card.ts'
import { dialled, dialledByHouse, rang, talks, waits } from './call-rules.ts'
import type { Change, Conversation, NewMessage } from '../conversation.ts'
import { openFor } from '../arriving/opening.ts'
import { putCard } from '../store/cards.ts'
import { findCurrent, lockAnyConversation } from '../store/find.ts'
import { hasWrittenSince } from '../store/traces.ts'
import { factData, write } from '../store/write.ts'

/** A call that begins: with whom, over which exchange, and, of one that an agent places, who. */
export type CallComing = {
  identity: Pick<Identity, 'id' | 'personId'>
  channelId: number
  agentId?: number
  card: CallCard
  at: string
}

/** Puts the card of a call into the person's open conversation, or into a new one. */
export async function callCame(
  trx: Db,
  { identity, channelId, agentId, card, at }: CallComing,
): Promise<{ conversationId: number; messageId: number }> {
  await lockPeople(trx, [identity.personId])
  const current = (await findCurrent(trx, [identity.personId], at)).get(identity.personId)
  const opened = current
    ? undefined
    : (await openFor(trx, [{ identity, channelId }], at)).get(identity.personId)
  const conversation = current ?? opened?.conversation
  if (!conversation) throw new Error('conversation was not made')
  const message = cardMessage({ identity, channelId, agentId, card })
  const change = begun(conversation, message, { agentId, opens: opened !== undefined, at })
  const messages = [...(opened?.before ?? []), ...change.messages]
  const [written] = await write(
    trx,
    [{ conversation, change: { ...change, messages }, opens: opened !== undefined }],
    at,
  )
  const stored = written?.messages.find(({ uid }) => uid === message.uid)
  if (!stored) throw new Error('message was not stored')
  return { conversationId: conversation.id, messageId: stored.id }
}

/** Keeps what the card says now; where that is something else, every screen that shows it draws it anew. */
export async function cardChanged(trx: Db, messageId: number, card: CallCard, at: string): Promise<void> {
  const message = await putCard(trx, messageId, card)
  const conversation = message && (await lockAnyConversation(trx, message.conversationId))
  if (!conversation) return
  const data = { ...factData(conversation), state: null, identityId: message.identityId }
  const topic = `conversation:${conversation.id}`
  await append(trx, { topic, type: 'message.state', ref: messageId, data }, at)
}

/**
 * The caller waits in the queue of a team, or is owed a call: the conversation waits, too, at the place it has. `anew`: it
 * has none any more, unless the customer has written something.
 */
export async function callWaits(
  trx: Db,
  conversationId: number,
  { teamId, anew = false }: { teamId: number | null; anew?: boolean },
  at: string,
): Promise<void> {
  const decide = async (conversation: Conversation) => {
    const isLost = anew && !(await hasWrittenSince(trx, conversation.id, conversation.queuedAt ?? at))
    return waits(conversation, { teamId, place: isLost ? at : conversation.queuedAt }, at)
  }
  await changeWaiting(trx, conversationId, decide, at)
}

/**
 * Agent and customer talk: nobody waits any longer, and the agent holds the conversation; with `keeps`, whoever held it
 * still does.
 */
export async function callTaken(
  trx: Db,
  conversationId: number,
  { agentId, keeps = false }: { agentId: number; keeps?: boolean },
  at: string,
): Promise<void> {
  const talking = { agentId, keeps }
  await changeWaiting(trx, conversationId, (conversation) => talks(conversation, talking, at), at)
}

async function changeWaiting(
  trx: Db,
  id: number,
  decide: (conversation: Conversation) => Change | Promise<Change>,
  at: string,
) {
  const conversation = await lockAnyConversation(trx, id)
  if (!conversation) return
  const [written] = await write(trx, [{ conversation, change: await decide(conversation) }], at)
  if (written) await tellWaiting(trx, conversation, written.conversation, at)
}

/** Lists show who waits: where nothing else was told of it, this is. */
async function tellWaiting(trx: Db, was: Conversation, now: Conversation, at: string) {
  if (was.waitingSince === now.waitingSince || was.version !== now.version) return
  const data = { ...factData(now), status: now.status, was: { status: was.status } }
  const topic = `conversation:${now.id}`
  await append(trx, { topic, type: 'conversation.status', ref: now.id, data }, at)
}

function begun(
  conversation: Conversation,
  message: NewMessage,
  { agentId, opens, at }: { agentId?: number; opens: boolean; at: string },
): Change {
  if (message.direction === 'in') return rang(conversation, message)
  return agentId === undefined ? dialledByHouse(message, opens, at) : dialled(conversation, message, agentId)
}

function cardMessage({ identity, channelId, agentId, card }: Omit<CallComing, 'at'>): NewMessage {
  const house = agentId === undefined ? `channel:${channelId}` : `agent:${agentId}`
  return {
    uid: uuid7(),
    direction: card.direction,
    author: card.direction === 'in' ? `identity:${identity.id}` : house,
    kind: 'call',
    text: '',
    identityId: identity.id,
    channelId,
    data: { call: card },
  }
}
