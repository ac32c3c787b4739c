import { addTask, callbackDone } from '../../tasks/index.ts'
import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'

/** What is owed to the customer, and what is done by having talked with them. */
export async function keepOwed({ trx, was, at }: Doing, fact: Fact): Promise<void> {
  const { id: callId, personId, conversationId } = was
  if (personId === null) return
  if (fact.type === 'answered') return callbackDone(trx, personId, callId, at)
  if (fact.type !== 'owed') return
  const { teamId, agentId, reason } = fact
  const holder = { teamId, ...(agentId !== undefined && { agentId }) }
  await addTask(trx, { kind: 'callback', personId, callId, conversationId, ...holder, reason }, at)
}
