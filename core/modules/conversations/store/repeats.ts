import type { Db } from '../../../platform/db/index.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

/** What is stored already of what comes in: by author and client id, or by channel and the provider's id. */
export async function findRepeats(
  trx: Db,
  incoming: { author: string; uid?: string; channelId: number; externalId?: string }[],
): Promise<(Message & { externalId: string | null })[]> {
  const uids = incoming.flatMap(({ uid }) => uid ?? [])
  const externalIds = incoming.flatMap(({ externalId }) => externalId ?? [])
  const authors = [...new Set(incoming.map(({ author }) => author))]
  const channels = [...new Set(incoming.map(({ channelId }) => channelId))]
  const rows: MessageRow[] = [
    ...(uids.length > 0 ? await trx('message').whereIn('author', authors).whereIn('uid', uids) : []),
    ...(externalIds.length > 0
      ? await trx('message').whereIn('channel_id', channels).whereIn('external_id', externalIds)
      : []),
  ]
  return rows.map((row) => ({ ...messageOf(row), externalId: row.external_id }))
}
