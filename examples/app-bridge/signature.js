import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that the clocks of the two sides may differ: an older call may be a replay. */
const tolerance = 300

/**
 * The headers that prove a body: HMAC-SHA256 of `<timestamp>.<body>`, in hex.
 * @param {string} secret
 * @param {string | Buffer} body
 * @param {number} now milliseconds since 1970
 * @returns {Record<string, string>}
 */
export function signed(secret, body, now) {
  const timestamp = String(Math.floor(now / 1000))
  return {
    'content-type': 'application/json',
    'x-bridge-timestamp': timestamp,
    'x-bridge-signature': `sha256=${hash(secret, timestamp, body)}`,
  }
}

/**
 * Was this call signed with our secret, and just now?
 * @param {string} secret
 * @param {{ headers: Record<string, unknown>, body: Buffer }} call
 * @param {number} now milliseconds since 1970
 */
export function isSigned(secret, { headers, body }, now) {
  const timestamp = String(headers['x-bridge-timestamp'] ?? '')
  const isFresh = /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= tolerance
  const given = String(headers['x-bridge-signature'] ?? '')
  return isSame(given, `sha256=${hash(secret, timestamp, body)}`) && isFresh
}

/**
 * Compares two texts in a time that says nothing about where they differ.
 * @param {string} a
 * @param {string} b
 */
export function isSame(a, b) {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * @param {string} secret
 * @param {string} prefix
 * @param {string | Buffer} body
 */
export function hash(secret, prefix, body) {
  return createHmac('sha256', secret).update(`${prefix}.`).update(body).digest('hex')
}
