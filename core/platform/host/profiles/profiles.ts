import { Conflict } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { failureOf } from '../../../modules/channels/index.ts'
import { introduce } from '../../../modules/conversations/index.ts'
import { findUnasked, identityById, markAsked, takeAvatar } from '../../../modules/people/index.ts'
import type { Profile } from '../../../plugin/index.ts'
import { transaction } from '../../db/index.ts'
import { enqueue, failure, type Handler } from '../../jobs/index.ts'
import { earlier } from '../../time.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { orAborted } from '../../within.ts'

type Payload = { identityId: number }

const dayMilliseconds = 24 * 3_600_000
const tries = 2

/** Has the provider asked who this customer is, where that was not done for a day. What goes wrong stays here. */
export async function wonderWho(app: App, channelId: number, who: string): Promise<void> {
  if (!app.channels.open(channelId)?.profile) return
  const now = app.clock()
  const before = earlier(now, dayMilliseconds)
  try {
    const identityId = await findUnasked(app.db, { channelId, who }, before)
    if (identityId === undefined) return
    await transaction(app.db, async (trx) => {
      const isOurs = await markAsked(trx, identityId, before, now.toISOString())
      if (isOurs) await enqueue(trx, { name: 'channel.profile', payload: { identityId } }, now.toISOString())
    })
  } catch (error) {
    app.log.warn({ error, channel: channelId }, 'channel.profile-lost')
  }
}

/** The job that asks a provider who a customer is. Nobody waits for it, so a failure is a line in the log and no more. */
export function profileJob(app: App, accounts: Accounts): Handler<Payload> {
  return {
    delays: [60],
    async run({ identityId }, { attempt, signal }) {
      const identity = await identityById(app.db, identityId)
      const account = accounts.withId(identity?.channelId ?? 0)
      if (!identity || !account?.open.profile) return
      try {
        const profile = await orAborted(signal, account.open.profile(identity.externalId))
        if (profile) await note(app, identityId, profile)
      } catch (error) {
        const { reason, permanent } = failureOf(error, account.secrets)
        app.log.info({ channel: account.row.id, identity: identityId, reason }, 'channel.profile-failed')
        if (!permanent && attempt < tries) throw failure(reason)
      }
    },
  }
}

async function note(app: App, identityId: number, { avatar, ...profile }: Profile) {
  await meet(app, identityId, profile)
  if (avatar) await takeAvatar(app, identityId, avatar)
}

/** Who is proven to be somebody else already stays who they are; the rest of what is known is noted all the same. */
async function meet(app: App, identityId: number, profile: Profile) {
  try {
    await introduce(app, identityId, profile)
  } catch (error) {
    if (!(error instanceof Conflict) || !profile.subject) throw error
    app.log.warn({ identity: identityId }, 'channel.subject-conflict')
    await introduce(app, identityId, { ...profile, subject: undefined })
  }
}
