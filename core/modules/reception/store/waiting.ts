import { type Db, isPostgres } from '../../../platform/db/index.ts'

/** Somebody who waits for an agent. `isNew`: nobody has looked at them since they began to wait. */
export type Waiting = {
  id: number
  personId: number
  channelId: number
  teamId: number | null
  priority: number
  queuedAt: string
  isNew: boolean
  /** They have been away for too long to keep their place: whoever is there comes first. */
  isGone: boolean
}

type Row = {
  id: number
  person_id: number
  channel_id: number
  team_id: number | null
  priority: number
  queued_at: string
  looked: number | null
  gone: number
}

/** They left the web chat before a time, and have said nothing on any channel since. */
const isGone = 'away_since <= ? and last_message_at <= away_since'

/** Everybody who waits, in the order of their places; `goneSince`: whoever left before has lost theirs (ISO 8601 UTC). */
export async function listWaiting(db: Db, goneSince: string): Promise<Waiting[]> {
  const looked = db('routing_decision')
    .whereRaw('routing_decision.conversation_id = conversation.id')
    .whereRaw('routing_decision.at >= conversation.queued_at')
    .min('routing_decision.id')
  const rows: Row[] = await db('conversation')
    .where('status', 'queued')
    .whereNull('agent_id')
    .whereNotNull('queued_at')
    .orderBy([{ column: 'priority', order: 'desc' }, 'gone', 'queued_at', 'id'])
    .select('id', 'person_id', 'channel_id', 'team_id', 'priority', 'queued_at', looked.as('looked'))
    .select(db.raw(`case when ${isGone} then 1 else 0 end as gone`, [goneSince]))
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    channelId: row.channel_id,
    teamId: row.team_id,
    priority: row.priority,
    queuedAt: row.queued_at,
    isNew: row.looked === null,
    isGone: Number(row.gone) === 1,
  }))
}

/** How many wait for a group. */
export async function countWaiting(db: Db, teamId: number): Promise<number> {
  const [row] = await db('conversation')
    .where({ status: 'queued', team_id: teamId })
    .whereNull('agent_id')
    .whereNotNull('queued_at')
    .count({ waiting: '*' })
  return Number(row?.['waiting'])
}

/** Whoever waits in these conversations is not there any more. */
export async function markAway(trx: Db, ids: number[], at: string): Promise<void> {
  const waiting = trx('conversation').whereIn('id', ids).whereNotNull('queued_at').orderBy('id')
  if (isPostgres(trx)) waiting.forUpdate()
  await trx('conversation')
    .whereIn('id', await waiting.pluck('id'))
    .update({ away_since: at })
}

/** The conversations, but for those that are closed, whose visitors are taken to be away. */
export async function listAway(db: Db): Promise<number[]> {
  return db('conversation')
    .whereIn('status', ['bot', 'queued', 'open', 'snoozed'])
    .whereNotNull('away_since')
    .pluck('id')
}

/** Those who wait in these conversations are there: whoever had lost their place waits since now. */
export async function markThere(
  db: Db,
  ids: number[],
  { goneSince, at }: { goneSince: string; at: string },
): Promise<void> {
  const place = db.raw(`case when queued_at is not null and ${isGone} then ? else queued_at end`, [
    goneSince,
    at,
  ])
  await db('conversation')
    .whereIn('id', ids)
    .whereNotNull('away_since')
    .update({ queued_at: place, away_since: null })
}
