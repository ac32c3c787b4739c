import type { Db } from '../../../platform/db/index.ts'
import { enqueueOnce } from '../../../platform/jobs/index.ts'

/** Milliseconds in which nobody is offered again what they have just let pass. */
export const respite = 15_000

/** Somebody waits for this team: the queue is looked at as soon as this is committed. `at` is now, ISO 8601 UTC. */
export async function askForTeam(trx: Db, teamId: number, at: string): Promise<void> {
  const key = `distribute:team:${teamId}`
  await enqueueOnce(trx, { name: 'call.distribute', key, payload: { teamId } }, at)
}

/** This agent may take a call again: the queues of their teams are looked at. */
export async function askForAgent(trx: Db, agentId: number, at: string): Promise<void> {
  const key = `distribute:agent:${agentId}`
  await enqueueOnce(trx, { name: 'call.distribute', key, payload: { agentId } }, at)
}
