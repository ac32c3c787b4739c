import type { Db } from '../../../platform/db/index.ts'
import type { Mark } from '../refusals/mark.ts'
import type { By, Refusal, Source } from '../refusals/refusal.ts'

type Row = {
  id: number
  hash: string
  tail: string
  by: By
  person_id: number | null
  reason: string
  source: Source
  agent_id: number | null
  since: string
  until: string | null
  lifted_at: string | null
  lifted_by: number | null
  lifted_reason: string | null
}

export type NewRefusal = Mark & Pick<Refusal, 'by' | 'personId' | 'reason' | 'source' | 'agentId' | 'until'>

const mostAtOnce = 50

/** Writes refusals down, from `at` on. */
export async function insertRefusals(trx: Db, refusals: NewRefusal[], at: string): Promise<void> {
  const rows = refusals.map(({ personId, agentId, ...rest }) => ({
    ...rest,
    person_id: personId,
    agent_id: agentId,
    since: at,
  }))
  for (let from = 0; from < rows.length; from += mostAtOnce)
    await trx('do_not_contact').insert(rows.slice(from, from + mostAtOnce))
}

/** What holds now of these marks or people, in one of these ways; the newest first. */
export async function holding(
  db: Db,
  { hashes, people = [], by }: { hashes: string[]; people?: number[]; by: By[] },
  at: string,
): Promise<(Refusal & { hash: string })[]> {
  const rows: Row[] = await inForce(db, at)
    .whereIn('by', by)
    .where((about) => void about.whereIn('hash', hashes).orWhereIn('person_id', people))
    .orderBy('id', 'desc')
  return rows.map((row) => ({ ...fromRow(row), hash: row.hash }))
}

/** Marks of the list that hold now, of these. */
export async function knownHashes(db: Db, hashes: string[], at: string): Promise<Set<string>> {
  const known = new Set<string>()
  for (let from = 0; from < hashes.length; from += 500) {
    const some = hashes.slice(from, from + 500)
    for (const hash of await inForce(db, at).where('by', 'all').whereIn('hash', some).pluck('hash'))
      known.add(hash)
  }
  return known
}

/** Gives what is noted of one person under these marks to another. Answers how many. */
export async function moveRefusals(trx: Db, hashes: string[], from: number, to: number): Promise<number> {
  return trx('do_not_contact').where({ person_id: from }).whereIn('hash', hashes).update({ person_id: to })
}

/** The list: what holds now, or all there ever was of one mark; newest first, `before` a row's id. */
export async function listRefusals(
  db: Db,
  { hash, before, limit }: { hash?: string; before?: number; limit: number },
  at: string,
): Promise<Refusal[]> {
  const query = hash ? db('do_not_contact').where({ hash }) : inForce(db, at)
  if (before) query.where('id', '<', before)
  const rows: Row[] = await query.orderBy('id', 'desc').limit(limit)
  return rows.map(fromRow)
}

/** How many hold now. */
export async function countRefusals(db: Db, at: string): Promise<number> {
  const row = await inForce(db, at).count({ count: '*' }).first()
  return Number(row?.['count'] ?? 0)
}

/** The refusal by id, or undefined. */
export async function findRefusal(db: Db, id: number): Promise<Refusal | undefined> {
  const row: Row | undefined = await db('do_not_contact').where({ id }).first()
  return row && fromRow(row)
}

/** Ends a refusal; false where it has ended. */
export async function liftRefusal(
  trx: Db,
  id: number,
  { agentId, reason }: { agentId: number | null; reason: string },
  at: string,
): Promise<boolean> {
  const change = { lifted_at: at, lifted_by: agentId, lifted_reason: reason }
  return (await trx('do_not_contact').where({ id }).whereNull('lifted_at').update(change)) === 1
}

function inForce(db: Db, at: string) {
  return db('do_not_contact')
    .whereNull('lifted_at')
    .where((open) => open.whereNull('until').orWhere('until', '>', at))
}

function fromRow(row: Row): Refusal {
  const { id, tail, by, reason, source, since, until } = row
  return {
    id,
    tail,
    by,
    personId: row.person_id,
    reason,
    source,
    agentId: row.agent_id,
    since,
    until,
    liftedAt: row.lifted_at,
    liftedBy: row.lifted_by,
    liftedReason: row.lifted_reason,
  }
}
