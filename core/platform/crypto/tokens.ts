import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret that nobody guesses, in letters that are safe in an address. 32 bytes unless told. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** What is stored of a token: its SHA-256, 64 hex digits. Enough because tokens are random, unlike passwords. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Compares without telling, by the time it takes, how much of it was right. */
export function same(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

/** A UUID of version 7 (RFC 9562): random, and later ones sort after earlier ones. `now` in milliseconds. */
export function uuid7(now = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
