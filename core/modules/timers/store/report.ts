import type { Viewer } from '../../../module.ts'
import { type Db, isPostgres } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { visibleTo } from '../../routing/index.ts'
import type { TimerKind } from '../level.ts'

/** What clocks that are over came to. `seconds`: the sum of the answered, without those out of sight. */
export type Counts = {
  all: number
  inTime: number
  late: number
  answered: number
  seconds: number
}

/** Whose clocks are counted together. */
export type By = 'team_id' | 'agent_id' | 'channel_id'

type Row = Record<keyof Counts, number | string | null> & { of: number | null; kind: TimerKind }

/** The answers that were waited for in this span, of the conversations that this viewer may see; 0 is nobody. */
export async function countsBy(
  db: Db,
  viewer: Viewer,
  { from, to }: Span,
  by: By,
): Promise<{ of: number; kind: TimerKind; counts: Counts }[]> {
  const clocks = db('timer')
    .join('conversation', 'conversation.id', 'timer.conversation_id')
    .whereIn('timer.kind', ['first', 'next'])
    .whereNotNull('timer.stopped_at')
    .where('timer.started_at', '>=', from)
    .where('timer.started_at', '<', to)
  const rows: Row[] = await visibleTo(clocks, viewer)
    .groupBy(`timer.${by}`, 'timer.kind')
    .select({ of: `timer.${by}`, kind: 'timer.kind' })
    .select(db.raw(sums(db)))
  return rows.map(({ of, kind, ...counts }) => ({ of: of ?? 0, kind, counts: numbersIn(counts) }))
}

function sums(db: Db): string {
  const isLate = 'timer.stopped_at > timer.due_at'
  const isDone = `timer.outcome = 'done'`
  const sum = (condition: string, what = '1') => `sum(case when ${condition} then ${what} else 0 end)`
  return [
    `count(*) as "all"`,
    `${sum(`${isDone} and not ${isLate}`)} as "inTime"`,
    `${sum(isLate)} as "late"`,
    `${sum(isDone)} as "answered"`,
    `${sum(isDone, `${secondsTaken(db)} - timer.rested`)} as "seconds"`,
  ].join(', ')
}

function secondsTaken(db: Db): string {
  if (isPostgres(db))
    return 'extract(epoch from timer.stopped_at::timestamptz - timer.started_at::timestamptz)'
  return '(julianday(timer.stopped_at) - julianday(timer.started_at)) * 86400'
}

function numbersIn(row: Record<keyof Counts, number | string | null>): Counts {
  const { all, inTime, late, answered, seconds } = row
  return {
    all: Number(all),
    inTime: Number(inTime),
    late: Number(late),
    answered: Number(answered),
    seconds: Number(seconds),
  }
}
