import type { Db } from '../../../platform/db/index.ts'

/** A reception that is over, as far as a question about it goes. `agentId`: who has it, or else answered last. */
export type Ended = {
  id: number
  personId: number
  agentId: number | null
  teamId: number | null
}

/**
 * The conversation where it is still closed as of then, an agent has answered in writing or on the telephone, and the
 * customer is not being received in another one; or undefined.
 */
export async function endedReception(db: Db, id: number, closedAt: string): Promise<Ended | undefined> {
  const row = await db('conversation')
    .where({ id, status: 'closed', closed_at: closedAt })
    .whereNotExists((open) =>
      open
        .from('conversation as other')
        .whereRaw('other.person_id = conversation.person_id')
        .whereNot('other.status', 'closed')
        .select('other.id'),
    )
    .first()
  const answeredBy = row && ((await lastWriter(db, id)) ?? (await lastSpeaker(db, id)))
  if (!answeredBy) return undefined
  return { id, personId: row.person_id, agentId: row.agent_id ?? answeredBy, teamId: row.team_id }
}

async function lastWriter(db: Db, id: number): Promise<number | undefined> {
  const said = db('message')
    .where({ conversation_id: id, direction: 'out' })
    .where('author', 'like', 'agent:%')
  const row: { author: string } | undefined = await said.orderBy('seq', 'desc').first('author')
  return row && Number(row.author.slice('agent:'.length))
}

async function lastSpeaker(db: Db, id: number): Promise<number | undefined> {
  const spoken = db('call')
    .where({ conversation_id: id })
    .whereNot({ purpose: 'code' })
    .whereNotNull('answered_at')
  const row: { agent_id: number | null } | undefined = await spoken.orderBy('id', 'desc').first('agent_id')
  return row?.agent_id ?? undefined
}

/** Whose conversation this is. */
export async function personIn(db: Db, conversationId: number): Promise<number> {
  const row = await db('conversation').where({ id: conversationId }).first('person_id')
  return Number(row?.person_id)
}
