import type { Db } from '../../../platform/db/index.ts'
import { shortMs } from './report.ts'
import { abuseByAgent, blocksByAgent } from './workload.ts'

/** An agent at work since a moment, ISO 8601 UTC. */
export type Worker = { agentId: number; name: string; since: string }

const notOffered = '(presence.rest_offered_at is null or presence.rest_offered_at < presence.working_since)'

/** Who is at work at `now` and was offered no break since they came or came back. */
export async function workersToLookAt(db: Db, now: string): Promise<Worker[]> {
  return db('presence')
    .join('agent', 'agent.id', 'presence.agent_id')
    .where('presence.expires_at', '>', now)
    .whereNotNull('presence.working_since')
    .whereRaw(notOffered)
    .select('agent.id as agentId', 'agent.name', 'presence.working_since as since')
    .orderBy('agent.id')
}

/** Keeps that they were offered a break; false where they have one, or have been offered it meanwhile. */
export async function keepOffer(trx: Db, { agentId, since }: Worker, at: string): Promise<boolean> {
  const offered = await trx('presence')
    .where({ agent_id: agentId, working_since: since })
    .whereRaw(notOffered)
    .update({ rest_offered_at: at })
  return offered > 0
}

/** What an agent had to bear since they came: customers who were abusive, whom they blocked, and who hung up at once. */
export async function borneBy(db: Db, { agentId, since }: Worker) {
  const hungUp = await db('call')
    .where({ agent_id: agentId, state: 'ended' })
    .whereNot({ purpose: 'code' })
    .where('started_at', '>=', since)
    .whereNotNull('answered_at')
    .where('talk_ms', '<', shortMs)
    .count({ calls: '*' })
    .first()
  return {
    hangUps: Number(hungUp?.calls ?? 0),
    blocks: (await blocksByAgent(db, since, agentId)).get(agentId) ?? 0,
    abuse: (await abuseByAgent(db, since, agentId)).get(agentId) ?? 0,
  }
}
