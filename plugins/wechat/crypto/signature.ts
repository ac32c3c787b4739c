import { createHash, timingSafeEqual } from 'node:crypto'

/** The platform's signature over these parts, whatever their order: SHA-1, hexadecimal. */
export function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex')
}

/** Is this the signature over these parts? Takes as long whether it is or not. */
export function isSigned(signature: string, ...parts: string[]): boolean {
  const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(...parts))]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
