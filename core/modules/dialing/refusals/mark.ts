import { createHmac } from 'node:crypto'
import type { Vault } from '../../../platform/crypto/index.ts'

/** What is kept of a number: enough to know it again, not enough to call it. `tail` is for people to recognize. */
export type Mark = { hash: string; tail: string }

const purpose = 'do-not-contact'

/** The mark of a number (E.164). Without the house's key nobody finds the number by trying all there are. */
export function markOf(vault: Vault, number: string): Mark {
  return { hash: digest(vault.derive(purpose), number), tail: number.slice(-4) }
}

/** The marks of many numbers, in their order. */
export function marksOf(vault: Vault, numbers: string[]): Mark[] {
  const key = vault.derive(purpose)
  return numbers.map((number) => ({ hash: digest(key, number), tail: number.slice(-4) }))
}

/** Stands for somebody whose number we do not know yet. */
export function markOfPerson(vault: Vault, personId: number): Mark {
  return { hash: digest(vault.derive(purpose), `person:${personId}`), tail: '' }
}

function digest(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
