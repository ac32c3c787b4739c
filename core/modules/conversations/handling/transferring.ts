import { Conflict } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { eventMessage, handedOver } from '../rules.ts'
import { step } from './step.ts'
import { conversationFor, lockAnyConversation } from '../store/find.ts'
import { write } from '../store/write.ts'

/** Keeps what was handed over to this agent. Twice is once. Throws Conflict where it is not theirs any more. */
export async function acceptTransfer(app: App, viewer: Viewer, id: number): Promise<void> {
  await step(app, viewer, id, ({ conversation, author }) => {
    if (conversation.agentId !== viewer.agentId) throw new Conflict('desk.conflict.assigned')
    if (!conversation.transfer) return undefined
    return { messages: [eventMessage(author, 'accepted')], patch: { transfer: null } }
  })
}

/** Gives what was handed over to this agent back to whoever did it, and tells them. Throws Conflict where it was accepted, or is gone. */
export async function declineTransfer(app: App, viewer: Viewer, id: number): Promise<void> {
  await step(app, viewer, id, ({ conversation, author }) => {
    const { transfer, agentId } = conversation
    if (!transfer || agentId !== viewer.agentId) throw new Conflict('desk.conflict.assigned')
    const { patch } = handedOver(conversation, { agentId: transfer.from, teamId: transfer.teamId }, author)
    const line = eventMessage(author, 'declined', { agent: transfer.from })
    return { messages: [{ ...line, mentions: [transfer.from] }], patch }
  })
}

/**
 * Takes back what this agent handed over and nobody has accepted yet, also where they no longer see it. Throws Conflict
 * where it was accepted or is gone, and NotFound where that is none of their business.
 */
export async function cancelTransfer(app: App, viewer: Viewer, id: number): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const conversation = await lockAnyConversation(trx, id)
    const transfer = conversation?.transfer
    if (!conversation || transfer?.from !== viewer.agentId) {
      await conversationFor(trx, viewer, id)
      throw new Conflict('desk.conflict.assigned')
    }
    const author = `agent:${viewer.agentId}`
    const { patch } = handedOver(conversation, { agentId: transfer.from, teamId: transfer.teamId }, author)
    await write(trx, [{ conversation, change: { messages: [eventMessage(author, 'recalled')], patch } }], at)
  })
}
