import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import { begunByCustomers } from './day.ts'

/** The numbers of the board that are conversations. */
export const numbers = [
  'waiting',
  'open',
  'unanswered',
  'over',
  'due',
  'arrived',
  'answered',
  'abandoned',
] as const
export type NumberName = (typeof numbers)[number]

/** Which of them. `teamId` 0 is no team; `span` counts by when they began; `now` is ISO 8601 UTC. */
export type Behind = { of: NumberName; teamId?: number; agentId?: number; span?: Span; now: string }

/** The conversations behind a number of the board, of what this viewer may see: who waits longest first, at most `limit`. */
export async function conversationsBehind(
  db: Db,
  viewer: Viewer,
  { of, teamId, agentId, span, now }: Behind,
  limit: number,
): Promise<number[]> {
  const query = visibleTo(db('conversation'), viewer)
  narrow[of](query, now)
  if (teamId === 0) query.whereNull('conversation.team_id')
  if (teamId) query.where('conversation.team_id', teamId)
  if (agentId) query.where('conversation.agent_id', agentId)
  if (span)
    query.where('conversation.opened_at', '>=', span.from).where('conversation.opened_at', '<', span.to)
  return query
    .orderByRaw(`coalesce(conversation.queued_at, conversation.waiting_since, '9'), conversation.id`)
    .limit(limit)
    .pluck('conversation.id')
}

const narrow: Record<NumberName, (query: Query, now: string) => void> = {
  waiting: (query) => void query.where('conversation.status', 'queued').whereNull('conversation.agent_id'),
  open: held,
  unanswered: (query) => (held(query), void query.whereNotNull('conversation.waiting_since')),
  over: (query, now) => ticking(query, (timer) => void timer.where('due_at', '<=', now)),
  due: (query, now) =>
    ticking(query, (timer) => void timer.where('due_at', '>', now).where('warn_at', '<=', now)),
  arrived: (query) => void begunByCustomers(query),
  answered: (query) => void begunByCustomers(query).whereNotNull('conversation.first_reply_at'),
  abandoned: (query) =>
    void begunByCustomers(query)
      .where('conversation.status', 'closed')
      .whereNull('conversation.first_reply_at'),
}

function held(query: Query) {
  query.where('conversation.status', 'open').whereNotNull('conversation.agent_id')
}

function ticking(query: Query, clock: (timer: Query) => void) {
  query.whereIn('conversation.status', ['queued', 'open']).whereIn('conversation.id', (timer) => {
    clock(timer.from('timer').select('conversation_id').whereNull('stopped_at'))
  })
}
