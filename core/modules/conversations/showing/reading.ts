import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Conversation, type MessageState, storable } from '../conversation.ts'
import { conversationFor } from '../store/find.ts'
import { changeState, changeStatesUpTo, raiseVisitorSeen } from '../store/states.ts'
import { type Draft, findOverIdentity, putDraft, putSeen } from '../store/traces.ts'
import { factData } from '../store/write.ts'

/** The agent has read up to this number of the timeline. It never goes back. */
export async function markSeen(app: App, viewer: Viewer, id: number, seq: number): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const conversation = await conversationFor(trx, viewer, id)
    const upTo = Math.min(seq, conversation.lastSeq)
    if (upTo < 1 || !(await putSeen(trx, id, viewer.agentId, upTo))) return
    await tellSeen(trx, conversation, { by: 'agent', reader: viewer.agentId, seq: upTo }, at)
  })
}

/** Keeps what the agent is writing, for any browser of theirs; empty text throws it away. */
export async function saveDraft(app: App, viewer: Viewer, id: number, draft: Draft): Promise<void> {
  if (draft.text.length > 20_000) throw new Invalid([{ field: 'text', message: 'errors.fault.long' }])
  await transaction(app.db, async (trx) => {
    await conversationFor(trx, viewer, id)
    const text = storable(draft.text)
    await putDraft(trx, id, viewer.agentId, { ...draft, text }, app.clock().toISOString())
  })
}

/**
 * The customer has received, or seen (`read`), everything up to the message with this uid. States only go forward, and
 * a uid that is not theirs changes nothing.
 */
export async function customerSeen(
  app: App,
  identityId: number,
  uptoUid: string,
  read: boolean,
): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const upTo = await findOverIdentity(trx, identityId, uptoUid)
    if (!upTo) return
    await changeStatesUpTo(trx, { identityId, upTo, state: read ? 'read' : 'delivered' }, at)
    const conversation = read ? await raiseVisitorSeen(trx, upTo.conversationId, upTo.seq) : undefined
    if (!conversation) return
    await tellSeen(trx, conversation, { by: 'customer', identityId, seq: upTo.seq, uid: upTo.uid }, at)
  })
}

/** How sending goes on, as the outbox finds it. False where the message has come further already. */
export async function messageState(
  trx: Db,
  id: number,
  state: MessageState,
  { at, ...detail }: { at: string; reason?: string; externalId?: string },
): Promise<boolean> {
  return changeState(trx, { id }, { state, ...detail }, at)
}

async function tellSeen(trx: Db, conversation: Conversation, seen: Record<string, unknown>, at: string) {
  const data = { ...factData(conversation), ...seen }
  await append(
    trx,
    { topic: `conversation:${conversation.id}`, type: 'conversation.seen', ref: conversation.id, data },
    at,
  )
}
