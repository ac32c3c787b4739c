import type { Viewer } from '../../../module.ts'
import { type Db, isPostgres } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { lookedAfter } from './scope.ts'

/** What is counted of some calls; one in which the house says a code is nobody's talk, and none of them. Durations are sums, milliseconds. */
export type Counts = {
  calls: number
  incoming: number
  outgoing: number
  /** Somebody talked with the customer. */
  answered: number
  answeredIn: number
  answeredOut: number
  /** Answered, and over before it was a talk. */
  short: number
  abandoned: number
  talkMs: number
  waitMs: number
  holdMs: number
}

/** Of the customers' legs: means, of the calls that were measured. `deaf` counts those where one side was not heard. */
export type Sound = { measured: number; jitter: number; lost: number; deaf: number }

type Row = Record<string, number | string | null>

/** A talk that ends within this time was none: the mark of a number that people hang up on. */
export const shortMs = 10_000

/** Calls that began in this span, by agent; 0 is nobody. */
export function countsByAgent(db: Db, viewer: Viewer, span: Span): Promise<Map<number, Counts>> {
  return countsBy(db, viewer, span, 'agent_id')
}

/** As `countsByAgent`, by line. */
export function countsByLine(db: Db, viewer: Viewer, span: Span): Promise<Map<number, Counts>> {
  return countsBy(db, viewer, span, 'line_id')
}

/** As `countsByAgent`, by the hour of UTC in which they began (`2026-01-15T04`). */
export async function countsByHour(db: Db, viewer: Viewer, span: Span): Promise<Map<string, Counts>> {
  const hour = db.raw('substr(call.started_at, 1, 13)')
  const rows: Row[] = await counted(db, viewer, span).groupBy(hour).select({ of: hour })
  return new Map(rows.map((row) => [String(row['of']), countsOf(row)]))
}

/** How the lines sounded to customers, by line. */
export async function soundByLine(db: Db, viewer: Viewer, span: Span): Promise<Map<number, Sound>> {
  const jitter = inQuality(db, 'jitter')
  const rows: Row[] = await lookedAfter(db('call'), viewer)
    .where('started_at', '>=', span.from)
    .where('started_at', '<', span.to)
    .whereNotNull('quality')
    .groupBy('line_id')
    .select({ of: 'line_id' })
    .select(
      db.raw(`count(${jitter}) as measured, avg(${jitter}) as jitter, avg(${inQuality(db, 'lost')}) as lost`),
    )
    .select(
      db.raw(
        `sum(case when ${inQuality(db, 'received')} = 0 or ${inQuality(db, 'sent')} = 0 then 1 else 0 end) as deaf`,
      ),
    )
  return new Map(
    rows.map((row) => [
      Number(row['of']),
      {
        measured: Number(row['measured']),
        jitter: Number(row['jitter']),
        lost: Number(row['lost']),
        deaf: Number(row['deaf']),
      },
    ]),
  )
}

async function countsBy(db: Db, viewer: Viewer, span: Span, column: string): Promise<Map<number, Counts>> {
  const rows: Row[] = await counted(db, viewer, span)
    .groupBy(`call.${column}`)
    .select({ of: `call.${column}` })
  return new Map(rows.map((row) => [Number(row['of']), countsOf(row)]))
}

function counted(db: Db, viewer: Viewer, { from, to }: Span) {
  const sum = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`
  return lookedAfter(db('call'), viewer)
    .where('call.started_at', '>=', from)
    .where('call.started_at', '<', to)
    .where('call.state', 'ended')
    .whereNot('call.purpose', 'code')
    .select(db.raw('count(*) as calls'))
    .select(db.raw(`${sum(`direction = 'in'`)} as incoming, ${sum(`direction = 'out'`)} as outgoing`))
    .select(db.raw(`${sum('answered_at is not null')} as answered`))
    .select(db.raw(`${sum(`answered_at is not null and direction = 'in'`)} as answered_in`))
    .select(db.raw(`${sum(`answered_at is not null and direction = 'out'`)} as answered_out`))
    .select(db.raw(`${sum(`answered_at is not null and talk_ms < ${shortMs}`)} as short`))
    .select(db.raw(`${sum(`outcome = 'abandoned'`)} as abandoned`))
    .select(db.raw('sum(talk_ms) as talk_ms, sum(wait_ms) as wait_ms, sum(hold_ms) as hold_ms'))
}

function countsOf(row: Row): Counts {
  const count = (name: string) => Number(row[name] ?? 0)
  return {
    calls: count('calls'),
    incoming: count('incoming'),
    outgoing: count('outgoing'),
    answered: count('answered'),
    answeredIn: count('answered_in'),
    answeredOut: count('answered_out'),
    short: count('short'),
    abandoned: count('abandoned'),
    talkMs: count('talk_ms'),
    waitMs: count('wait_ms'),
    holdMs: count('hold_ms'),
  }
}

/** One number of the customer's leg, out of the JSON of a call's quality. */
function inQuality(db: Db, name: 'jitter' | 'lost' | 'received' | 'sent'): string {
  return isPostgres(db)
    ? `(call.quality::json #>> '{customer,${name}}')::numeric`
    : `json_extract(call.quality, '$.customer.${name}')`
}
