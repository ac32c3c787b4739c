import type { App } from '../../../module.ts'
import { failureOf, findChannel } from '../../../modules/channels/index.ts'
import { findOutgoing, messageState, type OutgoingMessage } from '../../../modules/conversations/index.ts'
import type { Outgoing } from '../../../plugin/index.ts'
import { transaction } from '../../db/index.ts'
import { failure, type Handler } from '../../jobs/index.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import type { Accounts } from '../accounts/accounts.ts'

type Payload = { messageId: number }
type State = Parameters<typeof messageState>[2]

const sendSeconds = 30

/**
 * The job that hands a message to its provider. It ends as sent, failed with a reason, or unknown where nobody can
 * tell whether it left; what may help later is tried again in the job's own time.
 */
export function sendJob(app: App, accounts: Accounts, seconds = sendSeconds): Handler<Payload> {
  return {
    async run({ messageId }, { attempt, signal }) {
      const message = await findOutgoing(app.db, messageId)
      if (message) await deliver(app, accounts, message, { attempt, signal, seconds })
    },
    async buried(trx, { messageId }, reason) {
      await messageState(trx, messageId, 'failed', { at: app.clock().toISOString(), reason })
    },
  }
}

type Try = { attempt: number; signal: AbortSignal; seconds: number }

async function deliver(app: App, accounts: Accounts, message: OutgoingMessage, attempt: Try) {
  // An earlier try died on the way: what it handed over, nobody knows.
  if (message.state === 'sending') return mark(app, message, 'unknown', { reason: 'channels.reason.unsure' })
  if (message.state !== 'queued') return
  const account = accounts.withId(message.channelId) ?? (await absence(app, message.channelId))
  const { send } = account.open
  if (!send) throw failure('channels.reason.cannot-send', { permanent: true })
  if (await mark(app, message, 'sending')) await hand(app, account, message, send, attempt)
}

async function hand(
  app: App,
  account: OpenAccount,
  message: OutgoingMessage,
  send: NonNullable<OpenAccount['open']['send']>,
  { attempt, signal, seconds }: Try,
) {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)])
  try {
    const { externalId } = await aborted(limit, send(outgoing(app, message, attempt), limit))
    await mark(app, message, 'sent', { externalId })
  } catch (error) {
    const fault = failureOf(error, account.secrets)
    app.log.warn(
      { channel: account.row.id, message: message.id, reason: fault.reason },
      'channel.send-failed',
    )
    if (limit.aborted) return mark(app, message, 'unknown', { reason: 'channels.reason.timeout' })
    if (fault.unsure) return mark(app, message, 'unknown', { reason: 'channels.reason.unsure' })
    await mark(app, message, 'queued', { reason: fault.reason })
    throw failure(fault.reason, fault)
  }
}

/** The work's outcome, or a rejection as soon as the signal ends: a plugin that ignores it holds nobody up. */
function aborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = () => reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', end))
}

/** A closed account opens again sooner or later; a deleted one does not. */
async function absence(app: App, channelId: number): Promise<never> {
  const channel = await findChannel(app.db, channelId)
  const isGone = !channel || channel.deleted
  throw failure(`channels.reason.${isGone ? 'deleted' : 'closed'}`, { permanent: isGone })
}

async function mark(
  app: App,
  { id }: OutgoingMessage,
  state: State,
  detail: { reason?: string; externalId?: string } = {},
): Promise<boolean> {
  const at = app.clock().toISOString()
  return transaction(app.db, (trx) => messageState(trx, id, state, { at, ...detail }))
}

function outgoing(app: App, { uid, to, kind, text, files }: OutgoingMessage, attempt: number): Outgoing {
  return {
    uid,
    to,
    text,
    attempt,
    kind: kind === 'event' ? 'text' : kind,
    files: files.map(({ uid: file, name, mime, size, thumbnail }) => {
      return { uid: file, name, mime, size, path: app.files.path({ uid: file, thumbnail: thumbnail === 1 }) }
    }),
  }
}
