import type { Db } from '../../../platform/db/index.ts'

/** Which of these pushes came to this account, by id. */
export async function pushesAmong(db: Db, channelId: number, ids: number[]): Promise<Set<number>> {
  return new Set(await db('push').where({ channel_id: channelId }).whereIn('id', ids).pluck('id'))
}
