import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Host } from 'qiantai/plugin'

type Keys = Pick<Host, 'secret' | 'now'>

const day = 24 * 60 * 60 * 1000
const lifeDays = 400
const renewDays = 30
/** Tokens of one quarter share a key, so that the key of an old quarter opens nothing new. */
const keyDays = 90

/** A random 128-bit id, as text. */
export function newVisitor(): string {
  return randomBytes(16).toString('base64url')
}

/** The visitor's id, signed for this site: `1.<day of issue>.<visitor>.<signature>`. */
export function issueToken(keys: Keys, site: string, who: string): string {
  const issued = today(keys)
  return ['1', issued.toString(36), who, sign(keys, site, issued, who)].join('.')
}

/** Whose token this is, or undefined where it is not ours, of another site, or older than 400 days. */
export function readToken(
  keys: Keys,
  site: string,
  token: string,
): { who: string; ageing: boolean } | undefined {
  const [, text = '', who = '', signature = ''] =
    /^1\.([0-9a-z]{1,6})\.([\w-]{22})\.([\w-]{43})$/.exec(token) ?? []
  const issued = parseInt(text, 36)
  const age = today(keys) - issued
  if (!(age >= 0 && age <= lifeDays)) return undefined
  if (!same(signature, sign(keys, site, issued, who))) return undefined
  return { who, ageing: age >= renewDays }
}

/** Compares two texts in a time that says nothing about them. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function today(keys: Keys): number {
  return Math.floor(keys.now() / day)
}

function sign(keys: Keys, site: string, issued: number, who: string): string {
  const key = keys.secret(`visitor token ${Math.floor(issued / keyDays)}`)
  return createHmac('sha256', key).update(`${site}.${issued}.${who}`).digest('base64url')
}
