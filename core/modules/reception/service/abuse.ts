import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { membersWith } from '../../agents/index.ts'
import { raise } from '../../alerting/index.ts'
import { rangesBefore, spanOf } from '../../clinic/index.ts'
import { abusedSince, holderOf, insertAbuse } from '../store/abuse.ts'

/** What was said at `at` (ISO 8601 UTC), while this agent had the conversation. */
export type Abuse = { conversationId: number; agentId: number | null; at: string }

/** Marks a conversation in which the customer was abusive: once a day for each who heard it. Supervisors hear of the first. */
export async function markAbuse({ db }: App, { conversationId, agentId, at }: Abuse): Promise<void> {
  await transaction(db, async (trx) => {
    const holder = await holderOf(trx, conversationId)
    const before = await abusedSince(trx, conversationId, dayOf(at))
    if (!holder || before.includes(agentId)) return
    await insertAbuse(trx, { conversationId, agentId, at })
    const topic = `conversation:${conversationId}`
    await append(trx, { topic, type: 'conversation.abused', ref: conversationId, data: holder }, at)
    if (before.length === 0) await alarm(trx, conversationId, holder.teamId, at)
  })
}

/** The first moment of the day in which this one is, ISO 8601 UTC. */
export function dayOf(at: string | Date): string {
  const [today] = rangesBefore(new Date(at))
  return today ? spanOf(today).from : new Date(at).toISOString()
}

async function alarm(trx: Db, conversationId: number, teamId: number | null, at: string) {
  const agentIds = await membersWith(trx, 'conversations.supervise', teamId)
  const title = { key: 'reception.abuse.alert' }
  const href = `/conversations/${conversationId}`
  await raise(trx, { kind: 'reception.abuse', level: 'warning', title, href, agentIds, teamId }, at)
}
