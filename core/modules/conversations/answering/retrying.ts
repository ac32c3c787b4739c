import { Conflict, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { accountOf } from '../targets/recipient.ts'
import { lockConversation } from '../store/find.ts'
import type { Message } from '../store/rows.ts'
import { changeState, noteTaken } from '../store/states.ts'
import { findAnswer } from '../store/traces.ts'
import { take } from '../windows/windows.ts'
import { enqueueSending } from './writing.ts'

/**
 * Sends once more what failed or may not have left, which is another answer. Throws Conflict where it is on its way by
 * now, Invalid where the customer may not be answered any more.
 */
export async function retryMessage(app: App, viewer: Viewer, id: number, uid: string): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const conversation = await lockConversation(trx, viewer, id)
    const message = conversation && (await findAnswer(trx, id, uid))
    if (!message) throw new NotFound(`message ${uid}`)
    if (message.state !== 'failed' && message.state !== 'unknown') throw new Conflict('desk.conflict.sending')
    await takeAgain(app, trx, message, at)
    await changeState(trx, message, { state: 'queued' }, at)
    await enqueueSending(trx, message, at)
  })
}

async function takeAgain(app: App, trx: Db, message: Message, at: string) {
  if (message.kind === 'notice' || message.identityId === null || message.channelId === null) return
  const channel = await accountOf(trx, message.channelId)
  const identity = { id: message.identityId }
  const count = message.data.taken?.[0]?.count ?? 1
  await noteTaken(trx, message, await take(app, trx, { identity, channel, count, at }))
}
