import type { App } from '../../module.ts'
import { hashToken } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { listOwners, membersWith } from '../agents/index.ts'
import { raise } from '../alerting/index.ts'
import { lineIn } from '../conversations/index.ts'
import { personChanged } from '../people/index.ts'
import { type Answer, type Rating, starsText } from './rating.ts'
import { ratingSettings } from './settings.ts'
import { lockRating, putAnswer, ratingOf } from './store/ratings.ts'
import { personIn } from './store/receptions.ts'

/** How the page of this key stands: unknown, over, or open. */
export type Standing = { state: 'gone' } | { state: 'over' } | { state: 'open'; rating: Rating }

/** What the page of this key is about. */
export async function openRating(app: App, token: string): Promise<Standing> {
  return standing(await ratingOf(app.db, hashToken(token)), app.clock().toISOString())
}

/**
 * Keeps what the customer says, over what they said before: words that were left empty this time stay. Staff see it in the
 * conversation, and where it has become low it is told at once. Answers how the page stands.
 */
export async function answerRating(app: App, token: string, said: Answer): Promise<Standing> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const open = standing(await lockRating(trx, hashToken(token)), at)
    if (open.state !== 'open') return open
    const { rating } = open
    const answer = { ...said, words: said.words || rating.words }
    if (isSame(rating, answer)) return open
    await putAnswer(trx, rating.id, answer, at)
    await tell(trx, rating, answer, at)
    if (await hasFallen(trx, rating, answer)) await raiseLow(trx, rating, answer, at)
    return open
  })
}

function standing(rating: Rating | undefined, at: string): Standing {
  if (!rating) return { state: 'gone' }
  return rating.expiresAt > at ? { state: 'open', rating } : { state: 'over' }
}

function isSame({ stars, met, words, answeredAt }: Rating, said: Answer): boolean {
  return answeredAt !== null && stars === said.stars && met === said.met && words === said.words
}

async function tell(trx: Db, { id, conversationId }: Rating, { stars, met, words }: Answer, at: string) {
  const key = met === null ? 'rated' : met ? 'rated-met' : 'rated-unmet'
  const values = { stars: starsText(stars), ...(words && { words }) }
  await lineIn(trx, conversationId, { key: words ? `${key}-words` : key, values }, at)
  const personId = await personIn(trx, conversationId)
  const answered = { topic: 'ratings', type: 'rating.answered', ref: id }
  await append(trx, [answered, personChanged(personId)], at)
}

/** Low, and not as low before: whoever changes words alone is not told twice. */
async function hasFallen(trx: Db, { stars: before }: Rating, { stars }: Answer): Promise<boolean> {
  const { alertBelow } = await ratingSettings(trx)
  return stars < alertBelow && (before === null || before >= alertBelow)
}

/** The owners and those who look after its group hear of it, and somebody owes the customer a word. */
async function raiseLow(
  trx: Db,
  { conversationId, agentId, teamId }: Rating,
  { stars, words }: Answer,
  at: string,
) {
  const personId = await personIn(trx, conversationId)
  const title = { key: 'ratings.low', values: { stars: starsText(stars) } }
  const href = `/conversations/${conversationId}`
  const overseers = await membersWith(trx, 'conversations.supervise', teamId)
  const agentIds = [...new Set([...(await listOwners(trx)), ...overseers])]
  await raise(trx, { kind: 'rating.low', level: 'urgent', title, body: words, href, agentIds, teamId }, at)
  const note = [starsText(stars), words].filter(Boolean).join(' ')
  const payload = { kind: 'recovery', reason: 'rated', personId, conversationId, agentId, teamId, note }
  await enqueue(trx, { name: 'task.add', key: `recovery:${conversationId}`, payload }, at)
}
