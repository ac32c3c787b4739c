import type { Viewer } from '../../../module.ts'
import { type Db, isPostgres } from '../../../platform/db/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Wanted } from '../finding/grams.ts'
import { matchOf } from './index-messages.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

/** Among so many of the newest messages a frequent word is found often enough, and a look at each is cheap. */
const recentRows = 50_000

/** Some of the newest messages that the index offers, and where older ones begin (undefined: there are none). */
export type Candidates = { messages: Message[]; next?: number }

/**
 * The newest `limit` messages that have all these grams, older than `before`, less those that this viewer may not see.
 * The index is read before the scope is applied, so a page is cheap however much it finds, and may come back short.
 */
export async function findCandidates(
  db: Db,
  viewer: Viewer,
  { wanted, before, limit }: { wanted: Wanted[]; before?: number; limit: number },
): Promise<Candidates> {
  const ids = await newestHits(db, { match: matchOf(db, wanted), before, limit })
  const query = db('message').join('conversation', 'conversation.id', 'message.conversation_id')
  const rows: MessageRow[] = await visibleTo(query, viewer)
    .whereIn('message.id', ids)
    .orderBy('message.id', 'desc')
    .select('message.*')
  return { messages: rows.map(messageOf), next: ids.length < limit ? undefined : ids.at(-1) }
}

type Hits = { match: string; before?: number; limit: number }

async function newestHits(db: Db, hits: Hits): Promise<number[]> {
  if (!isPostgres(db)) return newest(hitsOf(db, 'message_search match ?', hits), hits)
  const last = hits.before ?? Number((await db('message_search').max('rowid as id').first())?.id ?? 0) + 1
  const all = hitsOf(db, 'grams @@ ?::tsquery', hits)
  const recent = await newest(all.clone().where('rowid', '>=', last - recentRows), hits)
  if (recent.length === hits.limit) return recent
  // PostgreSQL takes a rare word for a more frequent one and would walk through all messages to find the newest few.
  return newest(db.withMaterialized('hits', all).from('hits'), hits)
}

function hitsOf(db: Db, match: string, hits: Hits): Query {
  const query = db('message_search').whereRaw(match, [hits.match]).select('rowid')
  return hits.before === undefined ? query : query.where('rowid', '<', hits.before)
}

function newest(query: Query, { limit }: Hits): Promise<number[]> {
  return query.orderBy('rowid', 'desc').limit(limit).pluck('rowid')
}

/** The newest conversations of these people, at most `limit` ids. Scope is applied where they are listed. */
export async function conversationsOf(db: Db, personIds: number[], limit: number): Promise<number[]> {
  return db('conversation').whereIn('person_id', personIds).orderBy('id', 'desc').limit(limit).pluck('id')
}
