import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { callTaken, callWaits } from '../../conversations/index.ts'
import type { Fact } from '../engine/index.ts'
import { receptionSettings } from '../../reception/index.ts'
import type { Doing } from '../runtime/doing.ts'
import { lastEnd } from '../store/calls.ts'

/** Who waits for whom, in the conversation that the call is in. */
export async function keepConversation(doing: Doing, fact: Fact): Promise<void> {
  const { trx, was, at } = doing
  const { conversationId, direction } = was
  if (conversationId === null) return
  if (fact.type === 'queued') await waits(doing, conversationId, fact)
  if (fact.type === 'ended') await lookAgain(trx, conversationId, at)
  if (fact.type === 'owed') await callWaits(trx, conversationId, { teamId: fact.teamId }, at)
  if (fact.type === 'answered') {
    const { agentId } = fact
    await callTaken(trx, conversationId, { agentId, keeps: direction === 'out' }, at)
  }
}

/** Whoever hung up long ago has lost the place they had on the telephone. */
async function waits(
  { app, trx, at }: Doing,
  conversationId: number,
  { teamId, because }: Fact & { type: 'queued' },
) {
  const { keepPlace } = await receptionSettings(trx)
  const ended = because === 'flow' ? await lastEnd(trx, conversationId) : undefined
  const anew = ended !== undefined && Date.parse(ended) + keepPlace * 1000 < app.clock().getTime()
  await callWaits(trx, conversationId, { teamId, anew }, at)
}

/** Nobody takes them with the call any more: where they have written, they wait like everybody who writes. */
async function lookAgain(trx: Db, conversationId: number, at: string) {
  await enqueue(trx, { name: 'reception.look', payload: { conversationIds: [conversationId] } }, at)
}
