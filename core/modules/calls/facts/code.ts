import { codeCallOver } from '../../texting/index.ts'
import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'

/** Whether the customer has heard the code that a call was to say. */
export async function keepCode({ trx, was, change, at }: Doing, fact: Fact): Promise<void> {
  if (was.purpose !== 'code') return
  if (fact.type === 'leg' && fact.is === 'answered') change.answeredAt = at
  if (fact.type !== 'ended') return
  const { outcome } = fact
  await codeCallOver(trx, was.id, outcome === 'answered' ? undefined : `calls.outcome.${outcome}`, at)
}
