import { minute } from '../world/clock.ts'
import { randomId } from '../world/ids.ts'
import { refuse } from './refusal.ts'

type Token = { value: string; until: number }

/** The access_tokens of an account: when each that was ever given ends. */
export type Tokens = {
  /** The one that is given to whoever asks now, by the way of asking: `stable`, `classic` or `corp`. */
  current: Map<string, Token>
  given: Map<string, number>
  /** When a new one was demanded by force. */
  forced: number[]
}

/** Seconds. */
export const lifetime = 7200
const overlap = 5 * minute

/** No token yet. */
export function createTokens(): Tokens {
  return { current: new Map(), given: new Map(), forced: [] }
}

/** The token that is valid now, for at least five minutes more; a new one where there is none. */
export function sameToken(tokens: Tokens, way: string, now: number): Token {
  const current = tokens.current.get(way)
  if (current && current.until - now >= overlap && tokens.given.has(current.value)) return current
  return newToken(tokens, way, now)
}

/** A new token; the one before works for five minutes more. */
export function newToken(tokens: Tokens, way: string, now: number): Token {
  const before = tokens.current.get(way)
  if (before && tokens.given.has(before.value))
    tokens.given.set(before.value, Math.min(before.until, now + overlap))
  const token = { value: randomId('9', 136), until: now + lifetime * 1000 }
  tokens.current.set(way, token)
  tokens.given.set(token.value, token.until)
  return token
}

/** A new token that ends the one before at once. */
export function forceToken(tokens: Tokens, way: string, now: number): Token {
  const before = tokens.current.get(way)
  if (before) tokens.given.delete(before.value)
  tokens.forced.push(now)
  return newToken(tokens, way, now)
}

/** Ends every token at once, as when the secret is changed. */
export function endTokens(tokens: Tokens): void {
  tokens.given.clear()
}

/** Refuses a token that is missing, of no token's shape, unknown or at its end. */
export function checkToken(tokens: Tokens, value: string | undefined, now: number): void {
  if (!value) throw refuse(41001)
  if (!/^[\w-]{32,512}$/.test(value)) throw refuse(40014)
  const until = tokens.given.get(value)
  if (until === undefined) throw refuse(40001)
  if (until <= now) throw refuse(42001)
}
