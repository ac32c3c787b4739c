import type { Db } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { askForAgent } from './queue/asking.ts'
import { updateLine } from './store/agent-lines.ts'

/** The agent is free, and last in turn: whoever waits may be next for them. `at` is now, ISO 8601 UTC. */
export async function freeAgent(trx: Db, agentId: number, at: string): Promise<void> {
  const change = { state: 'idle', callId: null, since: at, wrapUntil: null, idleSince: at } as const
  await updateLine(trx, agentId, change)
  await askForAgent(trx, agentId, at)
  await enqueue(trx, { name: 'reception.free', payload: { agentId } }, at)
}
