import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'

/** Every screen that shows the call fetches it anew. `at` is now, ISO 8601 UTC, as in all of these. */
export async function tellCall(trx: Db, callId: number, at: string): Promise<void> {
  await append(trx, { topic: `call:${callId}`, type: 'call.changed', ref: callId }, at)
}

/** The agent's own phone shows something else now. */
export async function tellPhone(trx: Db, agentId: number, at: string): Promise<void> {
  await append(trx, { topic: `phone:${agentId}`, type: 'phone.state', ref: agentId }, at)
}
