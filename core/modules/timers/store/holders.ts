import type { Db } from '../../../platform/db/index.ts'

/** Whose conversation this is: the customer's, its agent's and its group's. */
export async function holderOf(
  db: Db,
  conversationId: number,
): Promise<{ personId: number; agentId: number | null; teamId: number | null }> {
  const row = await db('conversation').where({ id: conversationId }).first('person_id', 'agent_id', 'team_id')
  return { personId: row.person_id, agentId: row.agent_id, teamId: row.team_id }
}

/** Is there such a conversation (still)? */
export async function isThere(db: Db, conversationId: number): Promise<boolean> {
  return (await db('conversation').where({ id: conversationId }).first('id')) !== undefined
}
