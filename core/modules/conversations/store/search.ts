import type { Viewer } from '../../../module.ts'
import { type Db, isPostgres } from '../../../platform/db/index.ts'
import { visibleTo } from '../../routing/index.ts'
import type { Wanted } from '../grams.ts'
import { matchOf } from './index-messages.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

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
  const match = isPostgres(db) ? 'grams @@ ?::tsquery' : 'message_search match ?'
  const hits = db('message_search')
    .whereRaw(match, [matchOf(db, wanted)])
    .orderBy('rowid', 'desc')
    .limit(limit)
  if (before !== undefined) hits.where('rowid', '<', before)
  const ids: number[] = await hits.pluck('rowid')
  const query = db('message').join('conversation', 'conversation.id', 'message.conversation_id')
  const rows: MessageRow[] = await visibleTo(query, viewer)
    .whereIn('message.id', ids)
    .orderBy('message.id', 'desc')
    .select('message.*')
  return { messages: rows.map(messageOf), next: ids.length < limit ? undefined : ids.at(-1) }
}

/** The newest conversations of these people, at most `limit` ids. Scope is applied where they are listed. */
export async function conversationsOf(db: Db, personIds: number[], limit: number): Promise<number[]> {
  return db('conversation').whereIn('person_id', personIds).orderBy('id', 'desc').limit(limit).pluck('id')
}
