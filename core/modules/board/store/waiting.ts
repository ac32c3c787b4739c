import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'

/** Who waits for a group: how many, since when the first of them (ISO 8601 UTC), and the conversation of who came last. */
export type Waiting = { count: number; first: string; last: number }

/** Conversations that wait for an agent and that this viewer may see, by team; 0 is no team. */
export async function waitingByTeam(db: Db, viewer: Viewer): Promise<Map<number, Waiting>> {
  const rows: { team_id: number | null; waiting: number | string; first: string; last: number }[] =
    await queued(db, viewer)
      .groupBy('conversation.team_id')
      .select('conversation.team_id', db.raw('count(*) as waiting'))
      .select(db.raw('min(coalesce(conversation.queued_at, conversation.opened_at)) as first'))
      .select(db.raw('max(conversation.id) as last'))
  return new Map(
    rows.map(({ team_id: id, waiting, first, last }) => [id ?? 0, { count: Number(waiting), first, last }]),
  )
}

/** Those of these conversations that stand in a queue. */
export async function queuedAmong(db: Db, viewer: Viewer, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  return new Set(await queued(db, viewer).whereIn('conversation.id', ids).pluck('conversation.id'))
}

function queued(db: Db, viewer: Viewer): Query {
  return visibleTo(db('conversation'), viewer)
    .where('conversation.status', 'queued')
    .whereNull('conversation.agent_id')
}
