import { type Db, insertId } from '../../../platform/db/index.ts'

/** How far the telling of one alert to one destination got. `held`: it waits for the end of silence. */
export const deliveryStates = ['queued', 'held', 'sent', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export type Delivery = {
  id: number
  alertId: number
  destinationId: number
  state: DeliveryState
  attempts: number
}

type Row = {
  id: number
  alert_id: number
  destination_id: number
  state: DeliveryState
  attempts: number
}

/** Writes down to whom an alert is to be told. `at` of a delivery is when it came into its state, ISO 8601. */
export async function insertDelivery(
  trx: Db,
  delivery: Omit<Delivery, 'id' | 'attempts'>,
  at: string,
): Promise<number> {
  const { alertId, destinationId, state } = delivery
  return insertId(trx, 'alert_delivery', { alert_id: alertId, destination_id: destinationId, state, at })
}

/** What is to be told to a destination now, oldest first. */
export async function queuedFor(db: Db, destinationId: number, limit: number): Promise<Delivery[]> {
  const rows: Row[] = await db('alert_delivery')
    .where({ destination_id: destinationId, state: 'queued' })
    .orderBy('id')
    .limit(limit)
  return rows.map(fromRow)
}

/** How many notes a destination was sent since then (ISO 8601); what left together is one. */
export async function sentSince(db: Db, destinationId: number, since: string): Promise<number> {
  const row = await db('alert_delivery')
    .where({ destination_id: destinationId, state: 'sent' })
    .where('at', '>', since)
    .countDistinct({ count: 'at' })
    .first()
  return Number(row?.['count'] ?? 0)
}

/** Notes how a try to tell these ended; a failed one may be tried again while it stays `queued`. */
export async function noteTry(
  db: Db,
  ids: number[],
  { state, reason = null, at }: { state: DeliveryState; reason?: string | null; at: string },
): Promise<void> {
  await db('alert_delivery')
    .whereIn('id', ids)
    .update({ state, reason, at, attempts: db.raw('attempts + 1') })
}

/** Gives what was held back during silence to be told now; answers how many there are. */
export async function releaseHeld(trx: Db, destinationId: number, at: string): Promise<number> {
  return trx('alert_delivery')
    .where({ destination_id: destinationId, state: 'held' })
    .update({ state: 'queued', at })
}

/** Puts a delivery that failed back in the queue, as new; answers its destination, or nothing where it did not fail. */
export async function requeue(trx: Db, id: number, at: string): Promise<number | undefined> {
  const [row]: Row[] = await trx('alert_delivery')
    .where({ id, state: 'failed' })
    .update({ state: 'queued', attempts: 0, reason: null, at })
    .returning('*')
  return row?.destination_id
}

/** Gives up what waits for a destination that is not there any more, or is switched off. */
export async function dropWaiting(trx: Db, destinationId: number, reason: string, at: string): Promise<void> {
  await trx('alert_delivery')
    .where({ destination_id: destinationId })
    .whereIn('state', ['queued', 'held'])
    .update({ state: 'failed', reason, at })
}

function fromRow({ id, alert_id, destination_id, state, attempts }: Row): Delivery {
  return { id, alertId: alert_id, destinationId: destination_id, state, attempts }
}
