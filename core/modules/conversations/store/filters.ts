import { type Db, insertId, json } from '../../../platform/db/index.ts'
import type { SavedFilter } from '../finding/filters.ts'

/** An agent's saved filters, oldest first. */
export async function listFilters(db: Db, agentId: number): Promise<SavedFilter[]> {
  const rows = await db('saved_filter').where({ agent_id: agentId }).orderBy('id')
  return rows.map((row) => ({ id: row.id, name: row.name, query: json.read(row.query, {}) }))
}

/** Saves a filter and answers its id. */
export async function insertFilter(
  db: Db,
  agentId: number,
  filter: Omit<SavedFilter, 'id'>,
): Promise<number> {
  return insertId(db, 'saved_filter', {
    agent_id: agentId,
    name: filter.name,
    query: json.write(filter.query),
  })
}

/** Takes a filter out, if it is this agent's. */
export async function deleteFilter(db: Db, agentId: number, id: number): Promise<void> {
  await db('saved_filter').where({ id, agent_id: agentId }).delete()
}
