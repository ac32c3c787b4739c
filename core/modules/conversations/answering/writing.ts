import { isDeepStrictEqual } from 'node:util'
import { Conflict, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Content } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Conversation } from '../conversation.ts'
import type { Doing } from '../handling/step.ts'
import type { Message } from '../store/rows.ts'
import { dropDraft, findByUid, putSeen } from '../store/traces.ts'

/**
 * Has this agent written this under this id before? Throws Conflict where it was something else.
 */
export async function isRepeat(
  { trx, author, conversation }: Doing,
  uid: string,
  { text, content }: { text: string; content?: Content },
): Promise<boolean> {
  const stored = await findByUid(trx, author, uid)
  if (!stored) return false
  const isSame = stored.text === text && isDeepStrictEqual(stored.data.content, content)
  if (stored.conversationId !== conversation.id || !isSame) throw new Conflict('desk.conflict.repeated')
  return true
}

/** What this agent wrote under this id. Throws NotFound. */
export async function storedMessage(app: App, viewer: Viewer, uid: string): Promise<Message> {
  const message = await findByUid(app.db, `agent:${viewer.agentId}`, uid)
  if (!message) throw new NotFound(`message ${uid}`)
  return message
}

/** Who has written has also read, and their draft is used up. */
export async function finishWriting(trx: Db, viewer: Viewer, { id, lastSeq }: Conversation) {
  await dropDraft(trx, id, viewer.agentId)
  await putSeen(trx, id, viewer.agentId, lastSeq)
}

/**
 * Makes the job that hands the message to its channel. Those to one customer of one account leave one after the other;
 * what waits for an account holds up nobody who is answered over another.
 */
export async function enqueueSending(trx: Db, { id, identityId }: Message, at: string) {
  await enqueue(trx, { name: 'channel.send', key: `send:${identityId}`, payload: { messageId: id } }, at)
}
