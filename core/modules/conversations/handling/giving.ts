import type { Db } from '../../../platform/db/index.ts'
import type { Conversation } from '../conversation.ts'
import { eventMessage, handedOver } from '../rules.ts'
import { lockConversations } from '../store/find.ts'
import { type Step, write } from '../store/write.ts'

/** Where the house puts a conversation that waits. `priority` stays as it is where it is null. */
export type Gift = {
  conversationId: number
  agentId: number | null
  teamId: number | null
  priority: number | null
}

/** Why the house takes a conversation from whoever has it. */
export type Reason = 'left' | 'late' | 'untaken'

/** What the house takes back, and to whom it goes: to an agent again, or into the queue of a group. */
export type Return = { conversationId: number; agentId: number | null; teamId: number | null; reason: Reason }

/** Gives conversations to agents and groups. One that waits no longer stays where it is. Answers the ids of the others. */
export async function give(trx: Db, gifts: Gift[], at: string): Promise<number[]> {
  const waiting = await lockConversations(
    trx,
    gifts.map(({ conversationId }) => conversationId),
  )
  const steps = gifts.flatMap((gift): Step[] => {
    const conversation = waiting.get(gift.conversationId)
    if (!conversation || conversation.queuedAt === null) return []
    const { agentId, teamId, priority } = gift
    const { messages, patch } = handedOver(conversation, { agentId, teamId }, 'system')
    return [
      {
        conversation,
        change: { messages, patch: { ...patch, priority: priority ?? conversation.priority } },
      },
    ]
  })
  await write(trx, steps, at)
  return steps.map(({ conversation }) => conversation.id)
}

/** Takes conversations from their agents and says why: whoever waits in them has the place they had. */
export async function takeBack(trx: Db, returns: Return[], at: string): Promise<void> {
  const held = await lockConversations(
    trx,
    returns.map(({ conversationId }) => conversationId),
  )
  const steps = returns.flatMap(({ conversationId, agentId, teamId, reason }): Step[] => {
    const conversation = held.get(conversationId)
    if (!conversation || conversation.status === 'closed') return []
    const { patch } = handedOver(conversation, { agentId, teamId }, 'system')
    return [{ conversation, change: { messages: [returned(conversation, agentId, reason)], patch } }]
  })
  await write(trx, steps, at)
}

/** Who has it again, because nobody accepted it, is told. */
function returned(conversation: Conversation, to: number | null, reason: Reason) {
  const agent = reason === 'untaken' ? to : conversation.agentId
  if (agent === null) return eventMessage('system', `returned.${reason}-queue`)
  const line = eventMessage('system', `returned.${reason}`, { agent })
  return reason === 'untaken' ? { ...line, mentions: [agent] } : line
}

/** Lets a transfer stand: nobody is asked whether they accept it. */
export async function letStand(trx: Db, conversationId: number, at: string): Promise<void> {
  const conversation = (await lockConversations(trx, [conversationId])).get(conversationId)
  if (conversation?.transfer)
    await write(trx, [{ conversation, change: { messages: [], patch: { transfer: null } } }], at)
}
