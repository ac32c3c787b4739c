import { NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import type { Change, Conversation } from '../conversation.ts'
import { lockConversation } from '../store/find.ts'
import { write, type Written } from '../store/write.ts'

/** One change that an agent makes to a conversation they may see. `at` is the moment of all of it. */
export type Doing = { trx: Db; conversation: Conversation; at: string; author: string }

/**
 * Locks the conversation, lets `decide` say what changes, and writes it, all in one transaction. Answers what was
 * written, or nothing where `decide` finds it done already. Throws NotFound where this viewer may not see it.
 */
export async function step(
  app: App,
  viewer: Viewer,
  id: number,
  decide: (doing: Doing) => Promise<Change | undefined> | Change | undefined,
  also?: (doing: Doing, written: Written) => Promise<void>,
): Promise<Written | undefined> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const conversation = await lockConversation(trx, viewer, id)
    if (!conversation) throw new NotFound(`conversation ${id}`)
    const doing = { trx, conversation, at, author: `agent:${viewer.agentId}` }
    const change = await decide(doing)
    if (!change) return undefined
    const [written] = await write(trx, [{ conversation, change }], at)
    if (written) await also?.(doing, written)
    return written
  })
}
