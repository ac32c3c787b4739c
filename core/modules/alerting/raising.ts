import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { clinicOf } from '../clinic/index.ts'
import type { NewAlert } from './alert.ts'
import type { Destination } from './destination.ts'
import { deliverSoon, speakAt } from './delivering.ts'
import { silentUntil, wants } from './filter.ts'
import { insertAlert } from './store/alerts.ts'
import { insertDelivery } from './store/deliveries.ts'
import { listDestinations } from './store/destinations.ts'

/**
 * Lets staff hear of something, in the transaction that makes it true: those of `agentIds` on their screens, everybody
 * else where the destinations lead that want it. Answers the alert's id. `at`: ISO 8601 UTC.
 */
export async function raise(trx: Db, alert: NewAlert, at: string): Promise<number> {
  const id = await insertAlert(trx, alert, at)
  const { agentIds = [] } = alert
  if (agentIds.length > 0)
    await append(trx, { topic: 'alerts', type: 'alert.raised', ref: id, data: { agentIds } }, at)
  const interested = (await listDestinations(trx)).filter(
    ({ enabled, filter }) => enabled && wants(filter, alert),
  )
  if (interested.length > 0) await address(trx, { id, alert, at }, interested)
  return id
}

type Raised = { id: number; alert: NewAlert; at: string }

async function address(trx: Db, { id, alert, at }: Raised, destinations: Destination[]) {
  const { timezone } = await clinicOf(trx)
  for (const { id: destinationId, filter } of destinations) {
    const speaks = silentUntil(filter, alert.level, { at, timezone })
    const state = speaks ? 'held' : 'queued'
    await insertDelivery(trx, { alertId: id, destinationId, state }, at)
    if (speaks) await speakAt(trx, destinationId, { dueAt: speaks.toISOString(), at })
    else await deliverSoon(trx, destinationId, at)
  }
}
