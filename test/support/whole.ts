import assert from 'node:assert/strict'
import { type Db, isPostgres } from '../../core/platform/db/index.ts'

/** No transaction is there by half: numbers without holes, and for every message its fact and its words. */
export async function checkWhole(db: Db) {
  if (!isPostgres(db)) assert.deepEqual(await db.raw('pragma integrity_check'), [{ integrity_check: 'ok' }])
  const wrong = await db('conversation')
    .leftJoin('message', 'message.conversation_id', 'conversation.id')
    .groupBy('conversation.id', 'conversation.last_seq')
    .havingRaw('count(message.id) <> last_seq or coalesce(max(message.seq), 0) <> last_seq')
    .select('conversation.id', 'last_seq')
  assert.deepEqual(wrong, [], 'conversations with holes')
  const facts = await db('message')
    .leftJoin('event', (on) => on.on('event.ref', 'message.id').andOnVal('event.type', 'message.created'))
    .groupBy('message.id')
    .havingRaw('count(event.seq) <> 1')
    .select('message.id')
  assert.deepEqual(facts, [], 'messages without their fact')
  const unfound = await db('message')
    .whereNotIn('id', db('message_search').select('rowid'))
    .where({ kind: 'text' })
    .select('id')
  assert.deepEqual(unfound, [], 'messages that a search cannot find')
  const empty = await db('conversation').where({ last_seq: 0 }).select('id')
  assert.deepEqual(empty, [], 'conversations without a message')
}
