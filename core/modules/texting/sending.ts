import { DateTime } from 'luxon'
import { Invalid } from '../../errors.ts'
import type { App } from '../../module.ts'
import { uuid7 } from '../../platform/crypto/index.ts'
import { type Db, lockName, transaction } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import type { ShortText } from '../../plugin/index.ts'
import { type Channel, isWanted, listChannels } from '../channels/index.ts'
import { clinicOf, readSetting } from '../clinic/index.ts'
import { isUnwilling, numberOf } from '../people/index.ts'
import { hadItsHour, insertText, messagesSince } from './store.ts'
import { textDefaults, type TextSettings } from './text.ts'

/** What is to be said to which number of a person, for whom, and until when it is of use (ISO 8601 UTC). */
export type NewText = {
  personId: number
  identityId: number
  conversationId: number
  agentId: number
  words: Words
  codeHash?: string
  expiresAt: string
}

/** What stands in a short message, whoever carries it. */
export type Words = DistributiveOmit<ShortText, 'uid' | 'number'>
type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never

/**
 * Sends a short message with a job. `also` is done in the same transaction, with the message's id. Throws Invalid on
 * `identityId` where no account sends any, the number is no number of this person, they asked for none, or the limit of
 * the hour or of the day is used up.
 */
export async function sendText(
  app: App,
  text: NewText,
  also: (trx: Db, textId: number) => Promise<void> = async () => {},
): Promise<number> {
  const { words, codeHash = null, ...about } = text
  const account = await textAccount(app)
  if (!account) throw refused('texting.refused.no-account')
  const at = app.clock().toISOString()
  const sealed = app.vault.seal(JSON.stringify(words))
  const row = { ...about, uid: uuid7(), channelId: account.id, purpose: words.purpose, sealed, codeHash, at }
  const state = 'queued' as const
  return transaction(app.db, async (trx) => {
    await lockName(trx, 'texting')
    await admit(app, trx, text)
    const textId = await insertText(trx, { ...row, callId: null, state })
    await enqueue(trx, { name: 'text.send', payload: { textId } }, at)
    await also(trx, textId)
    return textId
  })
}

/** The account that sends short messages now, a real one before a rehearsal; undefined where there is none. */
export async function textAccount(app: App): Promise<Channel | undefined> {
  const sending = (await listChannels(app.db)).filter(
    (channel) => isWanted(channel) && app.channels.open(channel.id)?.text,
  )
  return sending.find(({ rehearsal }) => !rehearsal) ?? sending[0]
}

/** How many were sent today by the clinic's clock, and how many may be. */
export async function textsToday({
  db,
  clock,
}: Pick<App, 'db' | 'clock'>): Promise<TextSettings & { sent: number }> {
  const { perDay } = await readSetting(db, 'texting', textDefaults)
  const { timezone } = await clinicOf(db)
  const midnight = DateTime.fromJSDate(clock(), { zone: timezone }).startOf('day')
  return { perDay, sent: await messagesSince(db, midnight.toJSDate().toISOString()) }
}

async function admit(app: App, trx: Db, { personId, identityId }: NewText) {
  if (!(await numberOf(trx, { personId, identityId }))) throw refused('texting.refused.number')
  if (await isUnwilling(app, trx, personId, 'sms')) throw refused('texting.refused.unwilling')
  if (await hadItsHour(trx, identityId, app.clock())) throw refused('texting.refused.often')
  const { sent, perDay } = await textsToday({ db: trx, clock: app.clock })
  if (sent >= perDay) throw refused('texting.refused.day')
}

function refused(message: string): Invalid {
  return new Invalid([{ field: 'identityId', message }])
}
