import type { Db } from '../../../platform/db/index.ts'

/** Of the calls of a line: how many, how many of them somebody answered, and how many of those were over in seconds. */
export type Rate = { calls: number; answered: number; short: number }

const shortMs = 10_000

type Row = { line_id: number; direction: 'in' | 'out' } & Record<keyof Rate, string | number>

/** What became of the calls of each line since a moment (ISO 8601 UTC), by direction; calls out of hours are nobody's fault, and one that says a code is short by nature. */
export async function ratesSince(db: Db, since: string): Promise<Map<number, { in?: Rate; out?: Rate }>> {
  const rows: Row[] = await db('call')
    .where('started_at', '>=', since)
    .whereNotNull('ended_at')
    .whereNotNull('line_id')
    .whereNot({ purpose: 'code' })
    .whereRaw(`coalesce(outcome, '') <> 'closed'`)
    .groupBy('line_id', 'direction')
    .select('line_id', 'direction', db.raw('count(*) as calls'), db.raw('count(answered_at) as answered'))
    .select(
      db.raw('sum(case when answered_at is not null and talk_ms < ? then 1 else 0 end) as short', [shortMs]),
    )
  const rates = new Map<number, { in?: Rate; out?: Rate }>()
  for (const { line_id, direction, calls, answered, short } of rows) {
    const rate = { calls: Number(calls), answered: Number(answered), short: Number(short) }
    rates.set(line_id, { ...rates.get(line_id), [direction]: rate })
  }
  return rates
}
