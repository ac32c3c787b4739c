import type { Db } from '../../../platform/db/index.ts'
import type { Use } from '../rules/choice.ts'

/** When this number was called since a time, by any of our lines; the call `except` and those that were never dialled left out. */
export async function callTimes(
  db: Db,
  number: string,
  { since, except }: { since: string; except?: number },
): Promise<string[]> {
  const query = placed(db).where({ number }).where('started_at', '>', since)
  if (except !== undefined) query.whereNot('id', except)
  return query.pluck('started_at')
}

/** How many calls an agent placed since a time, the call `except` left out. */
export async function countPlaced(
  db: Db,
  agentId: number,
  { since, except }: { since: string; except?: number },
): Promise<number> {
  const query = placed(db).where({ agent_id: agentId }).where('started_at', '>=', since)
  if (except !== undefined) query.whereNot('id', except)
  const row = await query.count({ count: '*' }).first()
  return Number(row?.['count'] ?? 0)
}

/** Has the customer called or written since a time, or is a call owed to them? */
export async function isAskedFor(
  db: Db,
  { number, personId, since }: { number: string; personId?: number; since: string },
): Promise<boolean> {
  const called = db('call').where({ direction: 'in', number }).where('started_at', '>=', since)
  if (await called.first('id')) return true
  if (personId === undefined) return false
  if (await db('task').where({ person_id: personId, kind: 'callback' }).whereNull('done_at').first('id'))
    return true
  const wrote = db('message')
    .join('identity', 'identity.id', 'message.identity_id')
    .where({ 'identity.person_id': personId, 'message.direction': 'in' })
  return (await wrote.where('message.at', '>=', since).first('message.id')) !== undefined
}

/** By line: the outgoing calls since a time, and those of them that go on; the call `except` left out. */
export async function usesOf(
  db: Db,
  { since, except }: { since: string; except?: number },
): Promise<Map<number, Use>> {
  const query = placed(db).whereNotNull('line_id').where('started_at', '>', since)
  if (except !== undefined) query.whereNot('id', except)
  const rows = await query
    .groupBy('line_id')
    .select('line_id')
    .select(db.raw(`sum(case when state <> 'ended' then 1 else 0 end) as going`))
    .select(db.raw('count(*) as today'))
  return new Map(rows.map((row) => [row.line_id, { now: Number(row.going), today: Number(row.today) }]))
}

/** Outgoing calls; what the gate refused before it was dialled is none. */
function placed(db: Db) {
  return db('call')
    .where({ direction: 'out' })
    .where((dialled) => dialled.whereNull('outcome').orWhereNot('outcome', 'refused'))
}
