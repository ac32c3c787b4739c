import type { Db } from '../../../platform/db/index.ts'
import type { LineNumbers } from '../rules/health.ts'

/** The outgoing calls of a line that began since a time and have ended; short is what was talked for less than so many milliseconds. A call that says a code is short by nature: it is none of them. */
export async function numbersOfLine(
  db: Db,
  lineId: number,
  { since, shortMs }: { since: string; shortMs: number },
): Promise<LineNumbers> {
  const row = await db('call')
    .where({ line_id: lineId, direction: 'out', state: 'ended' })
    .whereNot({ purpose: 'code' })
    .where('started_at', '>', since)
    .where((dialled) => dialled.whereNull('outcome').orWhereNot('outcome', 'refused'))
    .select(db.raw('count(*) as calls'), db.raw('count(answered_at) as answered'))
    .select(
      db.raw('sum(case when answered_at is not null and talk_ms < ? then 1 else 0 end) as short', [shortMs]),
    )
    .first()
  return {
    calls: Number(row?.calls ?? 0),
    answered: Number(row?.answered ?? 0),
    short: Number(row?.short ?? 0),
  }
}

/** Lets a line rest that is active; false where it is not (any more). */
export async function restLine(
  trx: Db,
  id: number,
  { reason, until, at }: { reason: string; until: string; at: string },
): Promise<boolean> {
  const changed = await trx('line')
    .where({ id })
    .where((awake) => {
      awake
        .where({ state: 'active' })
        .orWhere((rested) => rested.where({ state: 'cooling' }).where('until', '<=', at))
    })
    .update({ state: 'cooling', reason, until })
  return changed === 1
}
