import type { App } from '../../../module.ts'
import { failureOf, findChannel, refuseAccount } from '../../../modules/channels/index.ts'
import { failure, type Failure } from '../../jobs/index.ts'
import type { OpenAccount } from './opening.ts'

/** What jobs of an account wait for while it is closed. */
export function opening(channelId: number): string {
  return `channel:${channelId}`
}

/** The failure of work for an account that is not open here: it waits, or is over where the account is deleted. */
export async function absence(app: App, channelId: number): Promise<Failure> {
  const channel = await findChannel(app.db, channelId)
  if (!channel || channel.deleted) return failure('channels.reason.deleted', { permanent: true })
  return failure('channels.reason.closed', { waitsFor: opening(channelId) })
}

/**
 * What a plugin threw, for the queue. Where it says that the whole account cannot work, the account is switched off
 * with the reason and the work waits until an admin opens it again.
 */
export async function troubleOf(app: App, { row, secrets }: OpenAccount, error: unknown): Promise<Failure> {
  const fault = failureOf(error, secrets)
  if (fault.account !== 'refused') return failure(fault.reason, fault)
  await refuseAccount(app, row, fault.reason)
  return failure(fault.reason, { waitsFor: opening(row.id) })
}
