import { createHmac } from 'node:crypto'
import type { Vault } from '../../platform/crypto/index.ts'

const bytes = 16

/**
 * The secret of a link: 128 bits, 22 letters. It follows from the link's uid and the house's key, so that it can be sent
 * and drawn again, and whoever has the database alone opens nothing.
 */
export function tokenOf(vault: Vault, uid: string): string {
  return createHmac('sha256', vault.derive('side-link'))
    .update(uid)
    .digest()
    .subarray(0, bytes)
    .toString('base64url')
}

/** The six digits that are spoken instead. */
export function codeOf(vault: Vault, uid: string): string {
  const number = createHmac('sha256', vault.derive('side-link-code')).update(uid).digest().readUIntBE(0, 6)
  return String(number % 1_000_000).padStart(6, '0')
}

/** What is stored of a spoken code: all of them can be tried, but for the key. */
export function hashCode(vault: Vault, code: string): string {
  return createHmac('sha256', vault.derive('side-link-hash')).update(code).digest('hex')
}
