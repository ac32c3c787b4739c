import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Span } from '../../clinic/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Rating } from '../rating.ts'
import { ratingFrom } from './ratings.ts'

/** Of which receptions: who had them, over which account they were asked about, and when. */
export type Scope = Span & { agent?: number; team?: number; channel?: number }

/** One line of the list, with the identity that the customer wrote from. */
export type RatingRow = Rating & { personId: number }

/** How many were asked and answered, by stars and by whether needs were met. */
export type Counts = { asked: number; answered: number; stars: number[]; met: number; unmet: number }

type CountRow = { stars: number | null; met: number | null; count: number | string }

/** Answers about conversations that this viewer may see, newest first; `before`: an id to go on from. */
export async function answersIn(
  db: Db,
  viewer: Viewer,
  { stars, before, limit, ...scope }: Scope & { stars?: number; before?: number; limit: number },
): Promise<RatingRow[]> {
  const query = within(db, viewer, scope).whereNotNull('rating.answered_at')
  if (stars !== undefined) query.where('rating.stars', stars)
  if (before !== undefined) query.where('rating.id', '<', before)
  const rows: (Parameters<typeof ratingFrom>[0] & { owner_id: number })[] = await query
    .orderBy('rating.id', 'desc')
    .limit(limit)
    .select('rating.*', { owner_id: 'conversation.person_id' })
  return rows.map((row) => ({ ...ratingFrom(row), personId: row.owner_id }))
}

/** What came of the questions about conversations that this viewer may see. `stars` counts from one star up. */
export async function countAnswers(db: Db, viewer: Viewer, scope: Scope): Promise<Counts> {
  const rows: CountRow[] = await within(db, viewer, scope)
    .groupBy('rating.stars', 'rating.met')
    .select('rating.stars', 'rating.met', db.raw('count(*) as count'))
  const sum = (chosen: (row: CountRow) => boolean) =>
    rows.filter(chosen).reduce((total, row) => total + Number(row.count), 0)
  return {
    asked: sum(() => true),
    answered: sum(({ stars }) => stars !== null),
    stars: [1, 2, 3, 4, 5].map((each) => sum(({ stars }) => stars === each)),
    met: sum(({ met }) => met === 1),
    unmet: sum(({ met }) => met === 0),
  }
}

function within(db: Db, viewer: Viewer, { agent, team, channel, from, to }: Scope): Query {
  const query = visibleTo(
    db('rating').join('conversation', 'conversation.id', 'rating.conversation_id'),
    viewer,
  )
    .where('rating.asked_at', '>=', from)
    .where('rating.asked_at', '<', to)
  if (agent !== undefined) query.where('rating.agent_id', agent)
  if (team !== undefined) query.where('rating.team_id', team)
  if (channel !== undefined) query.where('rating.channel_id', channel)
  return query
}
