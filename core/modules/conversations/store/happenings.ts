import type { Happening } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'

/** The entry point through which somebody came. */
export type WayIn = { happeningId: number; name: string; place: string }

/** Writes down what a customer did. Answers its id, or undefined where it was known. */
export async function insertHappening(
  trx: Db,
  {
    channelId,
    identityId,
    entryId,
    externalId,
    type,
    at,
  }: {
    channelId: number
    identityId: number
    entryId: number | undefined
    externalId: string
    type: Happening['type']
    at: string
  },
): Promise<number | undefined> {
  const [row] = await trx('happening')
    .insert({
      channel_id: channelId,
      identity_id: identityId,
      entry_id: entryId ?? null,
      external_id: externalId,
      type,
      at,
    })
    .onConflict(['channel_id', 'external_id'])
    .ignore()
    .returning('id')
  return row?.id
}

/** How each of these customers came through an entry point last, since a time, where that has opened no conversation. */
export async function waysIn(trx: Db, identityIds: number[], since: string): Promise<Map<number, WayIn>> {
  const rows = await trx('happening')
    .join('entry', 'entry.id', 'happening.entry_id')
    .whereIn('happening.identity_id', identityIds)
    .where('happening.at', '>', since)
    .whereNull('happening.conversation_id')
    .orderBy('happening.id')
    .select('happening.id', 'happening.identity_id', 'entry.name', 'entry.place')
  return new Map(
    rows.map(({ id, identity_id: identity, name, place }) => [identity, { happeningId: id, name, place }]),
  )
}

/** When these customers last began to follow the account, since a time. */
export async function followsOf(trx: Db, identityIds: number[], since: string): Promise<Map<number, string>> {
  const rows = await trx('happening')
    .whereIn('identity_id', identityIds)
    .where({ type: 'follow' })
    .where('at', '>', since)
    .orderBy('id')
    .select('identity_id', 'at')
  return new Map(rows.map(({ identity_id: identity, at }) => [identity, at]))
}

/** This happening is what opened the conversation. */
export async function noteOpening(trx: Db, id: number, conversationId: number): Promise<void> {
  await trx('happening').where({ id }).update({ conversation_id: conversationId })
}
