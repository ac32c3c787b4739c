import { type Db, json } from '../../../platform/db/index.ts'

type Line = { conversation_id: number; author: string; data: string }

/** Which agents have put these conversations back into the queue since a time, by conversation. */
export async function gaveUpSince(db: Db, ids: number[], since: string): Promise<Map<number, number[]>> {
  const lines: Line[] = await db('message')
    .whereIn('conversation_id', ids)
    .where({ direction: 'system', kind: 'event' })
    .whereLike('author', 'agent:%')
    .where('at', '>', since)
    .select('conversation_id', 'author', 'data')
  const givenUp = Map.groupBy(lines.filter(isGivenUp), (line) => line.conversation_id)
  return new Map([...givenUp].map(([id, of]) => [id, of.map(({ author }) => Number(author.slice(6)))]))
}

function isGivenUp({ data }: Line): boolean {
  const { event } = json.read<{ event?: { key: string } }>(data, {})
  return event?.key === 'unassigned' || event?.key === 'assigned-team'
}
