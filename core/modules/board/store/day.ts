import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import { lookedAfter } from './scope.ts'

/** Of those who came within ten minutes (`at`: `2026-01-15T04:3`): how many, and what became of them. */
export type Came = { at: string; arrived: number; answered: number; abandoned: number }

type Row = { at: string; arrived: number | string; answered: number | string; abandoned: number | string }

/**
 * Conversations that customers began in these spans, of what this viewer may see. Those that began with a call are calls,
 * and what was closed as it was opened was said by a channel alone.
 */
export async function conversationsCame(db: Db, viewer: Viewer, spans: Span[]): Promise<Came[]> {
  const query = begunByCustomers(visibleTo(db('conversation'), viewer))
  const answered = 'conversation.first_reply_at is not null'
  return came(db, within(query, 'conversation.opened_at', spans), 'conversation.opened_at', {
    answered,
    abandoned: `conversation.status = 'closed' and not (${answered})`,
  })
}

/** Calls that came in these spans, as far as this viewer looks after them. */
export async function callsCame(db: Db, viewer: Viewer, spans: Span[]): Promise<Came[]> {
  const query = lookedAfter(db('call'), viewer).where('call.direction', 'in')
  return came(db, within(query, 'call.started_at', spans), 'call.started_at', {
    answered: 'call.answered_at is not null',
    abandoned: `call.outcome = 'abandoned'`,
  })
}

/** When anybody came to this house first, by conversation or call; undefined where nobody has. */
export async function firstCame(db: Db): Promise<string | undefined> {
  const written = await db('conversation').min({ at: 'opened_at' }).first()
  const called = await db('call').min({ at: 'started_at' }).first()
  return [written?.['at'], called?.['at']].filter((at) => at !== undefined && at !== null).toSorted()[0]
}

/** Narrows a query over `conversation` to what customers have begun by writing. */
export function begunByCustomers<Q extends Query>(query: Q): Q {
  query
    .whereRaw('(conversation.closed_at is null or conversation.closed_at <> conversation.opened_at)')
    .whereNotIn('conversation.channel_id', (lines) => lines.from('line').select('channel_id'))
  return query
}

function within<Q extends Query>(query: Q, column: string, spans: Span[]): Q {
  query.where((any) => {
    for (const { from, to } of spans)
      any.orWhere((one) => one.where(column, '>=', from).where(column, '<', to))
  })
  return query
}

async function came(
  db: Db,
  query: Query,
  column: string,
  become: { answered: string; abandoned: string },
): Promise<Came[]> {
  const at = db.raw(`substr(${column}, 1, 15)`)
  const count = (condition: string, name: string) =>
    db.raw(`sum(case when ${condition} then 1 else 0 end) as ${name}`)
  const rows: Row[] = await query
    .groupBy(at)
    .select({ at }, db.raw('count(*) as arrived'))
    .select(count(become.answered, 'answered'), count(become.abandoned, 'abandoned'))
  return rows.map((row) => ({
    at: row.at,
    arrived: Number(row.arrived),
    answered: Number(row.answered),
    abandoned: Number(row.abandoned),
  }))
}
