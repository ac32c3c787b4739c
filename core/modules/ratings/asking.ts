import type { App } from '../../module.ts'
import { hashToken, randomToken, uuid7 } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { enqueue, failure, type Handler } from '../../platform/jobs/index.ts'
import { earlier, later } from '../../platform/time.ts'
import { clinicOf } from '../clinic/index.ts'
import { houseSays, type HouseWords } from '../conversations/index.ts'
import { blockedAmong, isUnwilling, lockPeople } from '../people/index.ts'
import { openFor } from './rating.ts'
import { type RatingSettings, ratingSettings } from './settings.ts'
import { insertRating, wasAsked } from './store/ratings.ts'
import { endedReception } from './store/receptions.ts'

type Closing = { conversationId: number; closedAt: string }

const day = 24 * 60 * 60_000

/**
 * The job that asks how a reception was, put in when it ended: some minutes later, where it has not gone on since, an agent
 * took part in it, and the customer may be written to.
 */
export function askJob(app: App): Handler {
  return {
    async run(payload) {
      if (!isClosing(payload)) throw failure('not a closing', { permanent: true })
      const settings = await ratingSettings(app.db)
      if (!settings.on) return
      const dueAt = later(payload.closedAt, settings.delay * 60_000)
      const at = app.clock().toISOString()
      if (dueAt > at) return enqueue(app.db, { name: 'rating.ask', payload, dueAt }, at)
      await transaction(app.db, (trx) => ask(app, trx, payload, settings, at))
    },
  }
}

async function ask(app: App, trx: Db, closing: Closing, settings: RatingSettings, at: string) {
  const reception = await endedReception(trx, closing.conversationId, closing.closedAt)
  if (!reception || !(await mayBeAsked(app, trx, reception, settings, at))) return
  const token = randomToken()
  const channelId = await houseSays(trx, app, reception.id, await question(app, trx, settings, token), at)
  if (channelId === undefined) return
  const { id, ...about } = reception
  const times = { askedAt: at, expiresAt: later(at, openFor) }
  await insertRating(trx, { ...about, conversationId: id, channelId, tokenHash: hashToken(token), ...times })
}

async function mayBeAsked(
  app: App,
  trx: Db,
  { id, personId }: { id: number; personId: number },
  { cooling }: RatingSettings,
  at: string,
): Promise<boolean> {
  await lockPeople(trx, [personId])
  const since = earlier(at, cooling * day)
  if (await wasAsked(trx, { conversationId: id, personId, since })) return false
  if (await isUnwilling(app, trx, personId, 'chat')) return false
  return !(await blockedAmong(trx, [personId], at)).has(personId)
}

async function question(app: App, trx: Db, { text }: RatingSettings, token: string): Promise<HouseWords> {
  const { locale, name } = await clinicOf(trx)
  const url = `${app.config.publicUrl ?? app.address()}/r/${token}`
  const title = text || app.i18n.t(locale, 'ratings.question')
  return { uid: uuid7(), text: `${title} ${url}`, link: { title, description: name, url } }
}

function isClosing(payload: unknown): payload is Closing {
  return (
    typeof payload === 'object' && payload !== null && 'conversationId' in payload && 'closedAt' in payload
  )
}
