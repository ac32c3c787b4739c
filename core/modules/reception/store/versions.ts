import { type Db, json } from '../../../platform/db/index.ts'
import type { KeptRule } from '../rule.ts'

/** All rules in their order as they were from `at` on. `agentId`: whoever made them so, null where nobody here did. */
export type Version = { id: number; rules: KeptRule[]; agentId: number | null; at: string }

type Row = { id: number; rules: string; agent_id: number | null; at: string }

/** The versions, newest first; `before`: those older than this one. */
export async function listVersions(
  db: Db,
  { before, limit }: { before?: number; limit: number },
): Promise<Version[]> {
  const query = db('routing_version').orderBy('id', 'desc').limit(limit)
  const rows: Row[] = await (before === undefined ? query : query.where('id', '<', before))
  return rows.map(fromRow)
}

/** The version by id, or undefined. */
export async function findVersion(db: Db, id: number): Promise<Version | undefined> {
  const row: Row | undefined = await db('routing_version').where({ id }).first()
  return row && fromRow(row)
}

/** Keeps one more. */
export async function insertVersion(
  trx: Db,
  { rules, agentId, at }: Pick<Version, 'rules' | 'agentId' | 'at'>,
): Promise<void> {
  await trx('routing_version').insert({ rules: json.write(rules), agent_id: agentId, at })
}

/** Forgets versions from before a time (ISO 8601) and all but the last `most`; the last two stay however old they are. */
export async function pruneVersions(
  trx: Db,
  { before, most }: { before: string; most: number },
): Promise<void> {
  const rows: Pick<Row, 'id' | 'at'>[] = await trx('routing_version').orderBy('id', 'desc').select('id', 'at')
  const over = rows.filter(({ at }, index) => index >= most || (index > 1 && at < before))
  await trx('routing_version')
    .whereIn(
      'id',
      over.map(({ id }) => id),
    )
    .delete()
}

function fromRow({ id, rules, agent_id, at }: Row): Version {
  return { id, rules: json.read<KeptRule[]>(rules, []), agentId: agent_id, at }
}
