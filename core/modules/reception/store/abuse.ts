import type { Db } from '../../../platform/db/index.ts'

/** Who had to hear abuse in a conversation since a moment (null: it was with nobody). */
export async function abusedSince(db: Db, conversationId: number, since: string): Promise<(number | null)[]> {
  return db('abuse').where({ conversation_id: conversationId }).where('at', '>=', since).pluck('agent_id')
}

/** Notes that whoever had the conversation was abused. `at`: ISO 8601 UTC. */
export async function insertAbuse(
  trx: Db,
  { conversationId, agentId, at }: { conversationId: number; agentId: number | null; at: string },
): Promise<void> {
  await trx('abuse').insert({ conversation_id: conversationId, agent_id: agentId, at })
}

/** Whose conversation it is now; undefined where there is none any more. */
export async function holderOf(
  db: Db,
  conversationId: number,
): Promise<{ agentId: number | null; teamId: number | null } | undefined> {
  return db('conversation').where({ id: conversationId }).first('agent_id as agentId', 'team_id as teamId')
}
