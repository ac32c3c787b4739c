import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { raise } from '../alerting/index.ts'
import { borneBy, keepOffer, type Worker, workersToLookAt } from './store/resting.ts'
import { hour, strainOf } from './strain.ts'

/** Offers a break to those for whom it is time, once for each stretch of work. */
export function restJob(app: App): Handler {
  return {
    async run() {
      const now = app.clock()
      for (const worker of await workersToLookAt(app.db, now.toISOString())) await lookAfter(app, worker, now)
    },
  }
}

/** Too much to do is for others to help with: here it counts how long they work, and what they had to bear since. */
async function lookAfter({ db }: App, worker: Worker, now: Date) {
  const streak = now.getTime() - Date.parse(worker.since)
  const borne = await borneBy(db, worker)
  const { reasons, rest } = strainOf({ load: 0, capacity: 0, over: 0, streak, ...borne })
  if (!rest) return
  const isLong = reasons.includes('streak') || reasons.includes('long-streak')
  const values = { agent: worker.name, hours: Math.floor(streak / hour) }
  const title = { key: isLong ? 'board.offer.long' : 'board.offer.heavy', values }
  const at = now.toISOString()
  await transaction(db, async (trx) => {
    if (!(await keepOffer(trx, worker, at))) return
    await raise(trx, { kind: 'board.rest', level: 'info', title, agentIds: [worker.agentId] }, at)
  })
}
