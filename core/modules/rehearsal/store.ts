import type { Db } from '../../platform/db/index.ts'
import { earlier } from '../../platform/time.ts'
import { builtin } from '../channels/index.ts'

/**
 * Who wrote over this account: those known from rehearsals alone, and how many are known from elsewhere too, which the
 * house's own ways in are not.
 */
export async function patientsOf(db: Db, channelId: number): Promise<{ alone: number[]; kept: number }> {
  const people: number[] = await db('identity')
    .where({ channel_id: channelId })
    .distinct()
    .orderBy('person_id')
    .pluck('person_id')
  const known: number[] = await db('identity')
    .join('channel', 'channel.id', 'identity.channel_id')
    .where('channel.rehearsal', 0)
    .whereNot('channel.plugin', builtin)
    .whereIn('identity.person_id', people)
    .distinct()
    .pluck('identity.person_id')
  return { alone: people.filter((id) => !known.includes(id)), kept: known.length }
}

/** Takes the account out of the database, with what hangs on it. Nobody may have an identity on it any more. */
export async function dropChannel(trx: Db, id: number): Promise<void> {
  await trx('event')
    .where({ topic: `channel:${id}` })
    .delete()
  await trx('channel').where({ id }).delete()
}

/** Lets the windows of this account's customers end sooner, as if so many seconds had gone by. Answers whose. */
export async function ageWindows(trx: Db, channelId: number, seconds: number): Promise<number[]> {
  const rows = await trx('reply_window')
    .join('identity', 'identity.id', 'reply_window.identity_id')
    .where('identity.channel_id', channelId)
    .select('identity_id', 'person_id', 'after', 'until')
  for (const { identity_id, after, until } of rows) {
    const sooner = earlier(until, seconds * 1000)
    await trx('reply_window').where({ identity_id, after }).update({ until: sooner })
  }
  return [...new Set(rows.map(({ person_id }) => person_id))]
}

/** The newest conversation over this account, or undefined. */
export async function conversationOf(db: Db, channelId: number): Promise<number | undefined> {
  const identities = db('identity').where({ channel_id: channelId }).select('person_id')
  const found = await db('conversation').whereIn('person_id', identities).orderBy('id', 'desc').first('id')
  return found?.id
}
