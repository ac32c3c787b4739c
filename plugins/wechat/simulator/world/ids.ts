import { createHash, randomBytes } from 'node:crypto'

/** The same id for the same seed: what must outlive a restart (an AppID, a patient's OpenID). */
export function stableId(prefix: string, seed: string, length: number): string {
  const digest = createHash('sha512').update(`${prefix}:${seed}`).digest()
  return prefix + digest.toString('base64url').slice(0, length - prefix.length)
}

/** As `stableId`, in hexadecimal digits. */
export function stableHex(prefix: string, seed: string, length: number): string {
  const digest = createHash('sha512').update(`${prefix}:${seed}`).digest('hex')
  return prefix + digest.slice(0, length - prefix.length)
}

/** A secret or a handle that nobody can guess. */
export function randomId(prefix: string, length: number): string {
  return (
    prefix +
    randomBytes(length)
      .toString('base64url')
      .slice(0, length - prefix.length)
  )
}

/** As `randomId`, in hexadecimal digits. */
export function randomHex(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length)
}

/** Ids of messages: 64 bits, rising, never the same again after a restart. */
export function createCounter(now: () => number): () => bigint {
  let last = 0n
  return () => {
    const next = BigInt(now()) << 22n
    last = next > last ? next : last + 1n
    return last
  }
}

/** What the ids of an account are made from: the path of its hooks, whatever port the server has today. */
export const seedOf = ({ callback }: { callback: string }) => new URL(callback).pathname
