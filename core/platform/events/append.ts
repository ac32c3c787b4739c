import { type Db, json, notify } from '../db/index.ts'

/** What became true: `type` happened to `ref` (a row's id), told to those who follow `topic`. */
export type Fact = { topic: string; type: string; ref?: number; data?: Record<string, unknown> }

/**
 * Appends facts to the log, in the transaction that makes them true. They name what changed; whoever hears of them
 * reads what is true by then.
 */
export async function append(trx: Db, facts: Fact | Fact[], at: string): Promise<void> {
  const rows = [facts].flat().map((fact) => ({
    topic: fact.topic,
    type: fact.type,
    ref: fact.ref ?? null,
    data: json.write(fact.data ?? {}),
    at,
  }))
  if (rows.length === 0) return
  await trx('event').insert(rows)
  await notify(trx, 'events')
}
