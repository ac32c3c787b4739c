import type { App } from '../../../module.ts'
import { findPush, finishPush } from '../../../modules/channels/index.ts'
import { failure, type Handler } from '../../jobs/index.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { hearing, troubleOf } from '../accounts/trouble.ts'
import { orAborted } from '../../within.ts'

type Payload = { pushId: number }

/** The job that hands a stored push to its plugin. Those of one order come one after the other, retries too. */
export function pushJob(app: App, accounts: Accounts): Handler<Payload> {
  return {
    async run({ pushId }, { signal }) {
      const push = await findPush(app.db, pushId)
      if (push === undefined || push.body === null) return
      const { key, body, channelId } = push
      const account = await hearing(app, accounts, channelId)
      const { pushed } = account.open
      if (!pushed) throw failure('channels.reason.cannot-push', { permanent: true })
      try {
        await orAborted(signal, pushed({ key, body }, signal))
      } catch (error) {
        throw await troubleOf(app, account, error)
      }
      await finishPush(app, pushId)
    },
    async buried(trx, { pushId }, reason) {
      const push = await findPush(trx, pushId)
      app.log.error({ channel: push?.channelId, push: push?.key, reason }, 'channel.push-given-up')
    },
  }
}
