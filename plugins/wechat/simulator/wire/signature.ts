import { createHash } from 'node:crypto'

/** The platform's signature: SHA-1 in hex over the parts, sorted and joined. */
export function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted(byCode).join('')).digest('hex')
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
