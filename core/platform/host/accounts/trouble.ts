import type { App } from '../../../module.ts'
import { failureOf, findChannel, refuseAccount } from '../../../modules/channels/index.ts'
import { failure, type Failure } from '../../jobs/index.ts'
import type { Accounts } from './accounts.ts'
import type { OpenAccount } from './opening.ts'

// Until an admin mends an account, providers are asked in vain; what comes of asking often is worse.
const mendingSeconds = 3600

/** What jobs of an account wait for while it is closed, or only hears. */
export function opening(channelId: number): string {
  return `channel:${channelId}`
}

/** The account, at work. Throws a failure where it is not: the job waits for it, or is over where it is deleted. */
export async function atWork(app: App, accounts: Accounts, channelId: number): Promise<OpenAccount> {
  const account = accounts.withId(channelId)
  if (account?.isAtWork) return account
  throw await absence(app, channelId, account)
}

/** As `atWork`, where it is enough that it hears. */
export async function hearing(app: App, accounts: Accounts, channelId: number): Promise<OpenAccount> {
  const account = accounts.withId(channelId)
  if (account) return account
  throw await absence(app, channelId)
}

async function absence(app: App, channelId: number, seen?: OpenAccount): Promise<Failure> {
  const channel = await findChannel(app.db, channelId)
  if (!channel || channel.deleted) return failure('channels.reason.deleted', { permanent: true })
  return failure('channels.reason.closed', untilOther(app, channelId, seen))
}

/** The job waits until the account is another than the one that was seen: it has been opened, or mended. */
function untilOther(app: App, channelId: number, seen?: OpenAccount) {
  const hasCome = () => ![undefined, seen?.open].includes(app.channels.open(channelId))
  return { waitsFor: opening(channelId), hasCome }
}

/**
 * What a plugin threw, for the queue. Where it says that the whole account cannot work, the account is refused with the
 * reason and the work waits until an admin opens it again.
 */
export async function troubleOf(app: App, account: OpenAccount, error: unknown): Promise<Failure> {
  const { row, secrets } = account
  const fault = failureOf(error, secrets)
  if (fault.account !== 'refused') return failure(fault.reason, fault)
  await refuseAccount(app, row, fault.reason)
  return failure(fault.reason, { ...untilOther(app, row.id, account), retryAfter: mendingSeconds })
}
