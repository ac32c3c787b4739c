import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { buried, type BuriedJob, retry } from '../../platform/jobs/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { pushesAmong } from './store/left-work.ts'

const most = 500

/** The work of this account that was given up, newest first: what the provider pushed and could not be worked on. */
export async function leftWork(app: App, channelId: number): Promise<BuriedJob[]> {
  const jobs = await buried(app.db, most)
  const pushes = await pushesAmong(app.db, channelId, jobs.flatMap(pushOf))
  return jobs.filter(
    (job) => Object(job.payload).channelId === channelId || pushOf(job).some((id) => pushes.has(id)),
  )
}

/** Takes all of it, or one job, up again. Throws NotFound where that is not of this account. */
export async function retryLeftWork(
  app: App,
  actor: Actor,
  channelId: number,
  jobId?: number,
): Promise<void> {
  const jobs = (await leftWork(app, channelId)).filter(({ id }) => jobId === undefined || id === jobId)
  if (jobs.length === 0) throw new NotFound(`work of channel ${channelId}`)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    for (const { id } of jobs) await retry(trx, id, at)
    const detail = { rows: jobs.length }
    await audit(trx, { ...actor, action: 'channel.retry', object: `channel:${channelId}`, detail }, at)
  })
}

function pushOf({ name, payload }: BuriedJob): number[] {
  return name === 'channel.push' ? [Number(Object(payload).pushId)] : []
}
