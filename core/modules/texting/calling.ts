import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { uuid7 } from '../../platform/crypto/index.ts'
import { type Db, lockName } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { later } from '../../platform/time.ts'
import { textChanged } from './changed.ts'
import { hadItsHour, insertText, putState, textOfCall } from './store.ts'
import { codeSeconds, type Text } from './text.ts'
import { hashCode } from './verifying.ts'

type Called = Pick<Text, 'channelId' | 'personId' | 'identityId' | 'conversationId' | 'agentId'>

/**
 * A call says this code to a number of the customer, in the transaction that places it; it is confirmed as one that was
 * sent. Throws Invalid on `code` where the number has had its limit of the hour.
 */
export async function codeCalled(
  app: App,
  trx: Db,
  { code, ...about }: Called & { callId: number; code: string },
): Promise<void> {
  const { conversationId, identityId } = about
  await lockName(trx, 'texting')
  if (await hadItsHour(trx, identityId, app.clock()))
    throw new Invalid([{ field: 'code', message: 'texting.refused.codes' }])
  const at = app.clock().toISOString()
  const ref = await insertText(trx, {
    ...about,
    uid: uuid7(),
    purpose: 'code',
    sealed: null,
    codeHash: hashCode(app, conversationId, code),
    state: 'sending',
    at,
    expiresAt: later(app.clock(), codeSeconds * 1000),
  })
  await append(trx, textChanged(conversationId, ref), at)
}

/** The call of a code is over: the customer has answered it, or has not, for this reason (a translation key). */
export async function codeCallOver(
  trx: Db,
  callId: number,
  reason: string | undefined,
  at: string,
): Promise<void> {
  const text = await textOfCall(trx, callId)
  if (!text) return
  const { id: ref, conversationId } = text
  await putState(trx, ref, ['sending'], { state: reason ? 'failed' : 'sent', reason, at })
  await append(trx, textChanged(conversationId, ref), at)
}
