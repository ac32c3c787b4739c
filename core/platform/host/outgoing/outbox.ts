import type { App } from '../../../module.ts'
import { failureOf } from '../../../modules/channels/index.ts'
import {
  closeWindow,
  findOutgoing,
  messageState,
  type OutgoingMessage,
} from '../../../modules/conversations/index.ts'
import type { Outgoing } from '../../../plugin/index.ts'
import { transaction } from '../../db/index.ts'
import { failure, type Handler } from '../../jobs/index.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { atWork, troubleOf } from '../accounts/trouble.ts'
import { orAborted } from '../../within.ts'

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
  const account = await atWork(app, accounts, message.channelId)
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
    const { externalId } = await orAborted(limit, send(outgoing(app, message, attempt), limit))
    await mark(app, message, 'sent', { externalId })
  } catch (error) {
    await put(app, account, message, { error, isLate: limit.aborted })
  }
}

/** Writes down what became of a message that was not taken. Throws where it is to be tried again. */
async function put(
  app: App,
  account: OpenAccount,
  message: OutgoingMessage,
  { error, isLate }: { error: unknown; isLate: boolean },
) {
  const { reason, unsure, window } = failureOf(error, account.secrets)
  app.log.warn({ channel: account.row.id, message: message.id, reason }, 'channel.send-failed')
  if (isLate) return mark(app, message, 'unknown', { reason: 'channels.reason.timeout' })
  if (unsure) return mark(app, message, 'unknown', { reason: 'channels.reason.unsure' })
  if (window === 'closed') return shut(app, message, reason)
  await mark(app, message, 'queued', { reason })
  throw await troubleOf(app, account, error)
}

/** The provider lets nobody answer this customer now, whatever we thought: the meter believes it. */
async function shut(app: App, { id, identityId }: OutgoingMessage, reason: string) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await messageState(trx, id, 'failed', { at, reason })
    await closeWindow(trx, identityId)
  })
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

function outgoing(app: App, message: OutgoingMessage, attempt: number): Outgoing {
  const { uid, to, kind, text, content, answers, files } = message
  return {
    uid,
    to,
    text,
    attempt,
    kind: kind === 'event' ? 'text' : kind,
    ...(content && { content }),
    ...(answers && { answers }),
    files: files.map(({ uid: file, name, mime, size, thumbnail }) => {
      return { uid: file, name, mime, size, path: app.files.path({ uid: file, thumbnail: thumbnail === 1 }) }
    }),
  }
}
