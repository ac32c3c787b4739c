import type { Db } from '../../../platform/db/index.ts'

/** Deletes sessions, tokens, leases and delays that ended before `now` (ISO 8601), and answers how many rows. */
export async function deleteEnded(db: Db, now: string): Promise<number> {
  const counts = [
    await db('session').where('expires_at', '<', now).delete(),
    await db('one_time_token').where('expires_at', '<', now).delete(),
    await db('presence').where('expires_at', '<', now).delete(),
    await db('throttle').where('until', '<', now).delete(),
  ]
  return counts.reduce((sum, count) => sum + count, 0)
}

/**
 * Deletes why conversations that are closed went to whom, links that ended and short messages that were of use until before
 * `before` (ISO 8601), and answers how many rows.
 */
export async function deleteTraces(db: Db, before: string): Promise<number> {
  const closed = db('conversation').where({ status: 'closed' }).select('id')
  const counts = [
    await db('routing_decision').where('at', '<', before).whereIn('conversation_id', closed).delete(),
    await db('side_link').where('expires_at', '<', before).delete(),
    await db('short_text').where('expires_at', '<', before).delete(),
  ]
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Uids of files from before `before` (ISO 8601) that were uploaded for a message and never sent with one; faces of agents stay. */
export async function orphanFiles(db: Db, before: string): Promise<string[]> {
  return db('file')
    .leftJoin('message_file', 'message_file.file_id', 'file.id')
    .whereNull('message_file.file_id')
    .where('file.created_at', '<', before)
    .where((sender) => sender.where('owner', 'like', 'agent:%').orWhere('owner', 'like', 'identity:%'))
    .whereNotIn('file.uid', db('agent').whereNotNull('avatar').select('avatar'))
    .limit(1000)
    .pluck('file.uid')
}
