import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { letStand } from '../conversations/index.ts'
import { type Abuse, markAbuse } from './service/abuse.ts'
import { look } from './service/looking.ts'
import { receptionSettings } from './service/settings.ts'
import { sweep } from './service/sweeping.ts'
import { sweepAfter } from './service/waking.ts'

/** Looks at the queue: somebody begins to wait, an agent has room again, or a time is over. */
export function receptionJobs(app: App): Record<string, Handler<never>> {
  const looks = { run: () => look(app), delays }
  return {
    'reception.look': looks,
    'reception.free': looks,
    'reception.sweep': { run: () => sweep(app), delays },
    'reception.abuse': { run: (abuse: Abuse) => markAbuse(app, abuse) },
    'reception.transferred': { run: (transfer: Transferred) => awaitAcceptance(app, transfer) },
  }
}

type Transferred = { conversationId: number }

/** What fails is soon tried again: the sweep of the next minute does the same. */
const delays = [1, 5, 20]

/** A transfer has to be accepted in time where the house gives, and stands at once where agents take. */
async function awaitAcceptance(app: App, { conversationId }: Transferred): Promise<void> {
  await transaction(app.db, async (trx) => {
    const { mode, acceptWithin } = await receptionSettings(trx)
    const isAsked = mode === 'automatic' && acceptWithin > 0
    if (isAsked) await sweepAfter(trx, acceptWithin, app.clock())
    else await letStand(trx, conversationId, app.clock().toISOString())
  })
}
