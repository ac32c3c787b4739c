import { type Db, isPostgres } from '../../../platform/db/index.ts'
import type { Answer, Rating } from '../rating.ts'

type Row = {
  id: number
  conversation_id: number
  agent_id: number | null
  team_id: number | null
  asked_at: string
  expires_at: string
  stars: number | null
  met: number | null
  words: string
  answered_at: string | null
}

/** A question that is being asked. `tokenHash`: all that is kept of the key to its page. */
export type NewRating = {
  conversationId: number
  personId: number
  channelId: number
  agentId: number | null
  teamId: number | null
  tokenHash: string
  askedAt: string
  expiresAt: string
}

/** Writes a question down. */
export async function insertRating(trx: Db, rating: NewRating): Promise<void> {
  await trx('rating').insert({
    conversation_id: rating.conversationId,
    person_id: rating.personId,
    channel_id: rating.channelId,
    agent_id: rating.agentId,
    team_id: rating.teamId,
    token_hash: rating.tokenHash,
    asked_at: rating.askedAt,
    expires_at: rating.expiresAt,
  })
}

/** The rating whose page this key opens, or undefined. */
export async function ratingOf(db: Db, tokenHash: string): Promise<Rating | undefined> {
  const row: Row | undefined = await db('rating').where({ token_hash: tokenHash }).first()
  return row && ratingFrom(row)
}

/** As `ratingOf`, and nobody else changes it before this transaction ends. */
export async function lockRating(trx: Db, tokenHash: string): Promise<Rating | undefined> {
  if (isPostgres(trx)) await trx('rating').where({ token_hash: tokenHash }).forUpdate().select('id')
  return ratingOf(trx, tokenHash)
}

/** Keeps an answer over an earlier one. */
export async function putAnswer(
  trx: Db,
  id: number,
  { stars, met, words }: Answer,
  at: string,
): Promise<void> {
  const said = { stars, met: met === null ? null : Number(met), words, answered_at: at }
  await trx('rating').where({ id }).update(said)
}

/** Was this reception asked about, or its customer since a time? */
export async function wasAsked(
  db: Db,
  { conversationId, personId, since }: { conversationId: number; personId: number; since: string },
): Promise<boolean> {
  const about = await db('rating').where({ conversation_id: conversationId }).first('id')
  if (about) return true
  const lately = await db('conversation')
    .join('rating', 'rating.conversation_id', 'conversation.id')
    .where('conversation.person_id', personId)
    .where('rating.asked_at', '>', since)
    .first('rating.id')
  return lately !== undefined
}

/** The newest answer of a customer, with whose conversation it is about, or undefined. */
export async function lastAnswer(db: Db, personId: number): Promise<Rating | undefined> {
  const row: Row | undefined = await db('rating')
    .join('conversation', 'conversation.id', 'rating.conversation_id')
    .where('conversation.person_id', personId)
    .whereNotNull('rating.answered_at')
    .orderBy('rating.answered_at', 'desc')
    .first('rating.*')
  return row && ratingFrom(row)
}

/** The rating that a row holds. */
export function ratingFrom(row: Row): Rating {
  const { id, stars, words } = row
  return {
    id,
    conversationId: row.conversation_id,
    agentId: row.agent_id,
    teamId: row.team_id,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    stars,
    met: row.met === null ? null : row.met === 1,
    words,
    answeredAt: row.answered_at,
  }
}
