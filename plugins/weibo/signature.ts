import { createHash, timingSafeEqual } from 'node:crypto'

/** What a call is signed with: the app's secret, and `timestamp` (milliseconds) and `nonce` of its address. */
export type Signed = { secret: string; timestamp: string; nonce: string }

const windowMinutes = 5

/** SHA-1, in hex, of the three texts joined in the order of the alphabet. */
export function signatureOf({ secret, timestamp, nonce }: Signed): string {
  return createHash('sha1').update([secret, timestamp, nonce].toSorted().join('')).digest('hex')
}

/** Has Weibo signed this call? Takes the same time whatever was sent. */
export function isSigned(query: Record<string, string>, secret: string): boolean {
  const { signature = '', timestamp = '', nonce = '' } = query
  const [given, right] = [signature, signatureOf({ secret, timestamp, nonce })].map((each) =>
    Buffer.from(each),
  )
  return (
    given !== undefined &&
    right !== undefined &&
    given.length === right.length &&
    timingSafeEqual(given, right)
  )
}

/** Was it signed within five minutes of `now` (milliseconds)? */
export function isFresh(query: Record<string, string>, now: number): boolean {
  const { timestamp = '' } = query
  return /^\d{1,16}$/.test(timestamp) && Math.abs(Number(timestamp) - now) <= windowMinutes * 60_000
}
