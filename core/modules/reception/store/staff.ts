import type { Db } from '../../../platform/db/index.ts'

/** Who works here, by id; those who have left are not among them. */
export async function workingAgents(db: Db): Promise<number[]> {
  return db('agent').whereNull('disabled_at').orderBy('id').pluck('id')
}

/** How many open conversations each agent has of each kind of channel. */
export async function openByKind(db: Db): Promise<{ agentId: number; kind: string; open: number }[]> {
  const rows: { agent_id: number; kind: string; open: number | string }[] = await db('conversation')
    .join('channel', 'channel.id', 'conversation.channel_id')
    .where('conversation.status', 'open')
    .whereNotNull('conversation.agent_id')
    .groupBy('conversation.agent_id', 'channel.kind')
    .select('conversation.agent_id', 'channel.kind', db.raw('count(*) as open'))
  return rows.map(({ agent_id: agentId, kind, open }) => ({ agentId, kind, open: Number(open) }))
}

/** What agents have got since `since`: when last, and how many of it since `lately`. */
export async function givenSince(
  db: Db,
  { since, lately }: { since: string; lately: string },
): Promise<Map<number, { last: string; given: number }>> {
  const rows: { agent_id: number; last: string; given: number | string }[] = await db('conversation')
    .where('assigned_at', '>', since)
    .whereNotNull('agent_id')
    .groupBy('agent_id')
    .select('agent_id', db.raw('max(assigned_at) as last'))
    .select(db.raw('sum(case when assigned_at > ? then 1 else 0 end) as given', [lately]))
  return new Map(rows.map(({ agent_id: id, last, given }) => [id, { last, given: Number(given) }]))
}
