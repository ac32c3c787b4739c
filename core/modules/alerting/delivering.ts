import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { enqueueOnce, failure, type Handler } from '../../platform/jobs/index.ts'
import { earlier } from '../../platform/time.ts'
import type { Destination } from './destination.ts'
import { noteOf } from './note.ts'
import { send } from './sending.ts'
import { alertsById } from './store/alerts.ts'
import { type Delivery, dropWaiting, noteTry, queuedFor, releaseHeld, sentSince } from './store/deliveries.ts'
import { findDestination } from './store/destinations.ts'

/** Seconds before each further try; after the last one it has failed: what comes an hour late alarms nobody. */
const delays = [5, 30, 120, 300, 600]
const mostAtOnce = 100
/** Less than the providers allow: a robot that was too fast is silent for minutes. */
const mostInMinute = 15
const robots = new Set(['wecom', 'dingtalk', 'feishu'])

type Addressed = { destinationId: number }

/** Sees to it that what is queued for a destination leaves. What comes meanwhile leaves with it, as one note. */
export async function deliverSoon(trx: Db, destinationId: number, at: string): Promise<void> {
  const job = { name: 'alert.deliver', key: `alert:${destinationId}`, payload: { destinationId } }
  await enqueueOnce(trx, job, at)
}

/** Sees to it that what a destination is not told in its hours of silence is told when they end. */
export async function speakAt(
  trx: Db,
  destinationId: number,
  { dueAt, at }: { dueAt: string; at: string },
): Promise<void> {
  const job = { name: 'alert.speak', key: `alert.silence:${destinationId}`, payload: { destinationId } }
  await enqueueOnce(trx, { ...job, dueAt }, at)
}

/** The job that ends a silence. */
export function speakJob(app: App): Handler<Addressed> {
  return {
    run: ({ destinationId }) =>
      transaction(app.db, async (trx) => {
        const at = app.clock().toISOString()
        if ((await releaseHeld(trx, destinationId, at)) > 0) await deliverSoon(trx, destinationId, at)
      }),
  }
}

/** The job that tells a destination what is queued for it; alone for each destination, so that nothing overtakes. */
export function deliverJob(app: App): Handler<Addressed> {
  return {
    delays,
    persists: true,
    async run({ destinationId }) {
      const destination = await findDestination(app.db, destinationId)
      if (!destination?.enabled) return drop(app, destinationId)
      await keepPace(app, destination)
      const queued = await queuedFor(app.db, destinationId, mostAtOnce)
      for (const batch of batchesOf(destination, queued)) await tell(app, destination, batch)
      if (queued.length === mostAtOnce) await deliverSoon(app.db, destinationId, app.clock().toISOString())
    },
  }
}

/** A program is told each for itself, people what there is in one note. */
function batchesOf({ kind }: Destination, deliveries: Delivery[]): Delivery[][] {
  if (kind === 'webhook') return deliveries.map((delivery) => [delivery])
  return deliveries.length > 0 ? [deliveries] : []
}

async function tell(app: App, to: Destination, batch: Delivery[]) {
  const alerts = await alertsById(
    app.db,
    batch.map(({ alertId }) => alertId),
  )
  const told = batch.flatMap(({ alertId }) => alerts.get(alertId) ?? [])
  const [first, last] = [batch[0]?.id, batch.at(-1)?.id]
  const note = await noteOf(app, to.filter, told, `alert_${first}${first === last ? '' : `_${last}`}`)
  const refused = await send(app, to, note)
  const at = app.clock().toISOString()
  if (!refused) return noteTry(app.db, idsOf(batch), { state: 'sent', at })
  const isOver = ({ attempts }: Delivery) => refused.permanent || attempts >= delays.length
  const [over, again] = [batch.filter(isOver), batch.filter((delivery) => !isOver(delivery))]
  await noteTry(app.db, idsOf(over), { state: 'failed', reason: refused.message, at })
  await noteTry(app.db, idsOf(again), { state: 'queued', reason: refused.message, at })
  if (again.length > 0) throw refused
}

function idsOf(deliveries: Delivery[]): number[] {
  return deliveries.map(({ id }) => id)
}

async function keepPace({ db, clock }: App, { id, kind }: Destination) {
  if (!robots.has(kind)) return
  const since = earlier(clock(), 60_000)
  if ((await sentSince(db, id, since)) < mostInMinute) return
  throw failure('alerts.reason.too-many', { waitsFor: `alert.pace:${id}`, retryAfter: 20 })
}

async function drop({ db, clock }: App, destinationId: number) {
  await dropWaiting(db, destinationId, 'alerts.reason.off', clock().toISOString())
}
