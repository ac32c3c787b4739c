import type { Db } from '../../../platform/db/index.ts'
import type { Alert } from '../alert.ts'
import { alertFrom, type AlertRow } from './alerts.ts'
import type { DeliveryState } from './deliveries.ts'

/** What the log is narrowed to; `before` is the id of the last one on the page before. */
export type LogQuery = { destination?: number; state?: DeliveryState; kind?: string; before?: number }

/** One line of the log: what was told to whom, and what came of it. `since`: ISO 8601, when it came into its state. */
export type LogEntry = {
  id: number
  alert: Alert
  destinationName: string
  state: DeliveryState
  attempts: number
  reason: string
  since: string
}

type Row = AlertRow & {
  delivery_id: number
  name: string
  state: DeliveryState
  attempts: number
  reason: string | null
  since: string
}

/** How the telling of a destination went last. */
export type Outcome = { state: DeliveryState; reason: string; at: string }

/** The log, newest first. */
export async function readLog(db: Db, asked: LogQuery, limit: number): Promise<LogEntry[]> {
  const query = db('alert_delivery')
    .join('alert', 'alert.id', 'alert_delivery.alert_id')
    .join('alert_destination', 'alert_destination.id', 'alert_delivery.destination_id')
    .select('alert.*', 'alert_destination.name', 'alert_delivery.id as delivery_id', 'alert_delivery.state')
    .select('alert_delivery.attempts', 'alert_delivery.reason', 'alert_delivery.at as since')
    .orderBy('alert_delivery.id', 'desc')
    .limit(limit)
  if (asked.destination) query.where('alert_delivery.destination_id', asked.destination)
  if (asked.state) query.where('alert_delivery.state', asked.state)
  if (asked.kind) query.where('alert.kind', asked.kind)
  if (asked.before) query.where('alert_delivery.id', '<', asked.before)
  const rows: Row[] = await query
  return rows.map((row) => ({
    id: row.delivery_id,
    alert: alertFrom(row),
    destinationName: row.name,
    state: row.state,
    attempts: row.attempts,
    reason: row.reason ?? '',
    since: row.since,
  }))
}

/** How the last telling that is over went, by destination; one that was never told anything is absent. */
export async function lastOutcomes(db: Db): Promise<Map<number, Outcome>> {
  const newest = db('alert_delivery')
    .whereIn('state', ['sent', 'failed'])
    .groupBy('destination_id')
    .max('id as id')
  const rows: { destination_id: number; state: DeliveryState; reason: string | null; at: string }[] =
    await db('alert_delivery').whereIn('id', db.from(newest.as('newest')).select('id'))
  return new Map(
    rows.map(({ destination_id: id, state, reason, at }) => [id, { state, reason: reason ?? '', at }]),
  )
}

/** Forgets alerts from before `before` (ISO 8601) with their deliveries. */
export async function deleteAlerts(db: Db, before: string): Promise<number> {
  return db('alert').where('at', '<', before).delete()
}
