import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { failure, type Handler } from '../../platform/jobs/index.ts'
import type { OpenChannel } from '../../plugin/index.ts'
import { failureOf, findChannel, kindOf, openSettings, refuseAccount, secretsOf } from '../channels/index.ts'
import { identityById } from '../people/index.ts'
import { textChanged } from './changed.ts'
import type { Words } from './sending.ts'
import { findText, putState } from './store.ts'
import type { Text, TextState } from './text.ts'

type Send = NonNullable<OpenChannel['text']>

const patience = 30_000

/** The job that hands a short message to its gateway: sent, failed with a reason, or unknown where nobody can tell. */
export function sendJob(app: App): Handler<{ textId: number }> {
  return {
    delays: [5, 20, 60],
    async run({ textId }, { signal }) {
      const text = await findText(app.db, textId)
      // An earlier try died on the way: what it handed over, nobody knows.
      if (text?.state === 'sending') return mark(app, text, 'unknown', 'channels.reason.unsure')
      if (text?.state !== 'queued') return
      const send = app.channels.open(text.channelId)?.text
      if (!send) throw failure('channels.reason.closed')
      if (text.expiresAt <= now(app)) throw failure('texting.reason.late', { permanent: true })
      await mark(app, text, 'sending')
      await hand(app, text, send, AbortSignal.any([signal, AbortSignal.timeout(patience)]))
    },
    async buried(trx, { textId }, reason) {
      const text = await findText(trx, textId)
      if (text) await write(trx, text, 'failed', { at: now(app), reason })
    },
  }
}

async function hand(app: App, text: Text, send: Send, signal: AbortSignal) {
  const identity = await identityById(app.db, text.identityId)
  const words: Words = JSON.parse(app.vault.open(text.sealed ?? ''))
  try {
    await send({ ...words, uid: text.uid, number: identity?.externalId ?? '' }, signal)
    await mark(app, text, 'sent')
  } catch (error) {
    await put(app, text, error, signal.aborted)
  }
}

/** Writes down what became of a message that was not taken. Throws where it is to be tried again, or given up. */
async function put(app: App, text: Text, error: unknown, isLate: boolean) {
  const account = await findChannel(app.db, text.channelId)
  const kind = account && kindOf(app.plugins, account)
  const fault = failureOf(error, kind ? secretsOf(kind, openSettings(app, account)) : [])
  app.log.warn({ channel: text.channelId, text: text.id, reason: fault.reason }, 'text.send-failed')
  if (isLate) return mark(app, text, 'unknown', 'channels.reason.timeout')
  if (fault.unsure) return mark(app, text, 'unknown', fault.reason)
  await mark(app, text, 'queued', fault.reason)
  const isRefused = fault.account === 'refused'
  if (isRefused && account) await refuseAccount(app, account, fault.reason)
  throw failure(fault.reason, { permanent: fault.permanent || isRefused, retryAfter: fault.retryAfter })
}

async function mark(app: App, text: Text, state: TextState, reason?: string) {
  const at = now(app)
  await transaction(app.db, (trx) => write(trx, text, state, { at, reason }))
}

async function write(
  trx: Db,
  { id, conversationId }: Text,
  state: TextState,
  { at, reason }: { at: string; reason?: string },
) {
  const from: TextState[] = state === 'sending' ? ['queued'] : ['queued', 'sending']
  if (!(await putState(trx, id, from, { state, reason, at }))) return
  await append(trx, textChanged(conversationId, id), at)
}

function now(app: App): string {
  return app.clock().toISOString()
}
