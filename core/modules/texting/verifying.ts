import { createHmac, randomInt } from 'node:crypto'
import { Invalid } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { same } from '../../platform/crypto/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { later } from '../../platform/time.ts'
import { actorOf, audit } from '../agents/index.ts'
import { clinicOf } from '../clinic/index.ts'
import { conversationFor, proveNumber } from '../conversations/index.ts'
import { numberOf } from '../people/index.ts'
import { textChanged } from './changed.ts'
import { sendText } from './sending.ts'
import { countTry, latestCode, lockCode, putConfirmed } from './store.ts'
import { codeSeconds, mostTries, type Text } from './text.ts'

/**
 * Sends a code of six digits to a number of the customer, who reads it out to the agent. Throws NotFound where this
 * viewer may not see the conversation, and Invalid as `sendText` does.
 */
export async function requestCode(
  app: App,
  viewer: Viewer,
  { conversationId, identityId }: { conversationId: number; identityId: number },
): Promise<void> {
  const conversation = await conversationFor(app.db, viewer, conversationId)
  const { name, locale } = await clinicOf(app.db)
  const code = drawCode()
  const text = app.i18n.t(locale, 'texting.words.code', { clinic: name, code })
  const expiresAt = later(app.clock(), codeSeconds * 1000)
  const { personId } = conversation
  await sendText(
    app,
    {
      personId,
      identityId,
      conversationId,
      agentId: viewer.agentId,
      words: { purpose: 'code', text, values: { clinic: name, code } },
      codeHash: hashCode(app, conversationId, code),
      expiresAt,
    },
    async (trx, textId) => {
      const at = app.clock().toISOString()
      await append(trx, textChanged(conversationId, textId), at)
    },
  )
}

/**
 * The customer has read out the newest code: their number is verified from here on. Throws Invalid on `code` for a wrong
 * one, after five wrong ones, and where none is waited for.
 */
export async function confirmCode(
  app: App,
  viewer: Viewer,
  { conversationId, code }: { conversationId: number; code: string },
): Promise<void> {
  const conversation = await conversationFor(app.db, viewer, conversationId)
  const at = app.clock().toISOString()
  const refusal = await transaction(app.db, async (trx) => {
    const text = await lockCode(trx, conversationId, at)
    if (!text || text.personId !== conversation.personId) return 'texting.refused.no-code'
    if (text.tries >= mostTries) return 'texting.refused.tries'
    await countTry(trx, text.id)
    if (!same(text.codeHash ?? '', hashCode(app, conversationId, code.trim()))) return 'texting.refused.code'
    const { personId, identityId } = text
    const number = await numberOf(trx, { personId, identityId })
    if (!number) return 'texting.refused.number'
    await putConfirmed(trx, text.id, at)
    await proveNumber(trx, { personId, number, evidence: 'code' }, at)
    const record = { ...actorOf(viewer), action: 'number.verify', object: `person:${personId}` }
    await audit(trx, { ...record, detail: { identity: identityId, by: 'code' } }, at)
    await append(trx, textChanged(conversationId, text.id), at)
    return undefined
  })
  if (refusal) throw new Invalid([{ field: 'code', message: refusal }])
}

/** The newest code of a conversation that is waited for or was read out; undefined where there is none, or it is over. */
export async function codeIn(app: App, conversationId: number): Promise<Text | undefined> {
  const text = await latestCode(app.db, conversationId)
  return text && text.expiresAt > app.clock().toISOString() ? text : undefined
}

/** Six digits that nobody can foresee. */
export function drawCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** Six digits are few: without the house's key nobody finds them by trying all there are. */
export function hashCode(app: App, conversationId: number, code: string): string {
  return createHmac('sha256', app.vault.derive('text-code')).update(`${conversationId} ${code}`).digest('hex')
}
