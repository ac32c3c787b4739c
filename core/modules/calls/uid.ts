import { createHash, randomBytes } from 'node:crypto'

const shape = /^(c[0-9a-z]{16})\./

/** The name of a call at the exchange: all ids that belong to it begin with this and a dot. */
export function newUid(): string {
  return uidFrom(randomBytes(10))
}

/** The name of a call that is known by something else: the same for the same words. */
export function uidFor(words: string): string {
  return uidFrom(createHash('sha256').update(words).digest().subarray(0, 10))
}

/** The call that an id of a leg, a playback or a recording belongs to; undefined where the exchange has named it. */
export function uidOf(id: string): string | undefined {
  return shape.exec(id)?.[1]
}

function uidFrom(bytes: Buffer): string {
  return `c${BigInt(`0x${bytes.toString('hex')}`)
    .toString(36)
    .padStart(16, '0')
    .slice(-16)}`
}
