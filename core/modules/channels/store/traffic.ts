import type { Db } from '../../../platform/db/index.ts'

/** Messages of customers (`in`) and to them (`out`), and how many of those failed. */
export type Flow = { in: number; out: number; failed: number }
export type Traffic = { day: Flow; week: Flow; open: number }

/** By channel: messages since a day and a week ago (ISO 8601), and receptions that are not closed. */
export async function countTraffic(
  db: Db,
  ids: number[],
  since: { day: string; week: string },
): Promise<Map<number, Traffic>> {
  const [flows, open] = await Promise.all([flowsOf(db, ids, since), openOf(db, ids)])
  return new Map(
    ids.map((id) => [
      id,
      { day: flowIn(flows.get(id), 'day'), week: flowIn(flows.get(id), 'week'), open: open.get(id) ?? 0 },
    ]),
  )
}

/** Why messages to customers failed since then: each reason with how many, and the newest. Most frequent first. */
export async function groupFailures(
  db: Db,
  channelId: number,
  since: string,
): Promise<{ reason: string | null; count: number; at: string }[]> {
  const rows = await db('message')
    .where({ channel_id: channelId, direction: 'out', state: 'failed' })
    .where('at', '>=', since)
    .groupBy('reason')
    .select('reason', db.raw('count(*) as count'), db.raw('max(at) as at'))
    .orderByRaw('count(*) desc, max(at) desc')
    .limit(8)
  return rows.map(({ reason, count, at }) => ({ reason, count: Number(count), at }))
}

type Row = Record<string, number | string | null>

async function flowsOf(db: Db, ids: number[], { day, week }: { day: string; week: string }) {
  const rows: Row[] = await db('message')
    .whereIn('channel_id', ids)
    .where('at', '>=', week)
    .groupBy('channel_id')
    .select('channel_id', ...columns(db, 'week', week), ...columns(db, 'day', day))
  return new Map(rows.map((row) => [Number(row['channel_id']), row]))
}

function columns(db: Db, name: string, since: string) {
  const sum = (what: string, condition: string) =>
    db.raw(`sum(case when at >= ? and ${condition} then 1 else 0 end) as ${name}_${what}`, [since])
  return [
    sum('in', `direction = 'in'`),
    sum('out', `direction = 'out'`),
    sum('failed', `direction = 'out' and state = 'failed'`),
  ]
}

function flowIn(row: Row | undefined, name: string): Flow {
  const count = (what: string) => Number(row?.[`${name}_${what}`] ?? 0)
  return { in: count('in'), out: count('out'), failed: count('failed') }
}

async function openOf(db: Db, ids: number[]): Promise<Map<number, number>> {
  const rows = await db('conversation')
    .whereIn('channel_id', ids)
    .whereNot('status', 'closed')
    .groupBy('channel_id')
    .select('channel_id', db.raw('count(*) as count'))
  return new Map(rows.map((row) => [row.channel_id, Number(row.count)]))
}
