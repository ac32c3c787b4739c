import { Conflict } from '../../../errors.ts'
import { type Db, insertId, isPostgres, json } from '../../../platform/db/index.ts'
import type { Proof } from '../person.ts'
import type { Chosen, Facts, Taken, Value } from './facts.ts'

/** On what ground two people were taken for one. */
export type Evidence = 'staff' | 'number' | 'subject' | 'signed' | 'code' | 'link'

/** What a split needs to know. `raised`: contacts of who stayed that were proven better by the other's. */
export type Detail = { taken: Taken; tags: string[]; raised: { id: number; was: Proof }[] }

/** `fromId` was merged into `toId`. `actor`: `agent:3` or `system`; times ISO 8601 UTC. */
export type Merge = {
  id: number
  fromId: number
  toId: number
  evidence: Evidence
  detail: Detail
  actor: string
  at: string
}

type Row = {
  id: number
  from_id: number
  to_id: number
  evidence: Evidence
  detail: string
  actor: string
  at: string
}

const columns = ['name', 'stage', 'owner_id', 'note', 'first_touch', 'last_touch'] as const

/** What is written about a person. Throws where there is none. */
export async function factsFor(trx: Db, id: number): Promise<Facts> {
  const row: Facts | undefined = await trx('person')
    .where({ id })
    .first(...columns)
  if (!row) throw new Error(`no person ${id}`)
  return row
}

/** Writes some of what is written about a person anew. */
export async function writeFacts(trx: Db, id: number, facts: Partial<Facts>): Promise<void> {
  if (Object.keys(facts).length > 0) await trx('person').where({ id }).update(facts)
}

/** Answers the id. */
export async function insertMerge(trx: Db, { detail, ...merge }: Omit<Merge, 'id'>): Promise<number> {
  const { fromId, toId, evidence, actor, at } = merge
  const row = { from_id: fromId, to_id: toId, evidence, actor, at, detail: json.write(detail) }
  return insertId(trx, 'person_merge', row)
}

/** A merge, locked; undefined where there is none. Throws Conflict where it was undone. */
export async function lockMerge(trx: Db, id: number): Promise<Merge | undefined> {
  const query = trx('person_merge').where({ id })
  if (isPostgres(trx)) query.forUpdate()
  const row: (Row & { undone_at: string | null }) | undefined = await query.first()
  if (row?.undone_at) throw new Conflict('people.merge.undone')
  return row && mergeOf(row)
}

/** The merge by which somebody is part of another, or undefined. */
export async function mergeFrom(db: Db, fromId: number): Promise<Merge | undefined> {
  const row: Row | undefined = await db('person_merge')
    .where({ from_id: fromId })
    .whereNull('undone_at')
    .first()
  return row && mergeOf(row)
}

/** The merges that stand of which these people are the ones who stayed, newest first. */
export async function mergesInto(db: Db, personIds: number[]): Promise<Merge[]> {
  const rows: Row[] = await db('person_merge')
    .whereIn('to_id', personIds)
    .whereNull('undone_at')
    .orderBy('id', 'desc')
  return rows.map(mergeOf)
}

/** Marks a merge as taken back. */
export async function endMerge(trx: Db, id: number, actor: string, at: string): Promise<void> {
  await trx('person_merge').where({ id }).update({ undone_at: at, undone_by: actor })
}

/** Says anew what a split of this merge needs to know. */
export async function writeDetail(trx: Db, id: number, detail: Detail): Promise<void> {
  await trx('person_merge')
    .where({ id })
    .update({ detail: json.write(detail) })
}

/** What a person could be called as well, by field; newest last. */
export async function valuesOf(db: Db, personIds: number[]): Promise<Value[]> {
  return db('person_value').whereIn('person_id', personIds).orderBy('id').select('field', 'value')
}

/** The rows of what a person's field could say as well, each with the merge that did not choose it. */
export async function valueRows(
  db: Db,
  personId: number,
  field: Chosen,
): Promise<{ id: number; value: string; mergeId: number }[]> {
  const rows: { id: number; value: string; source: string }[] = await db('person_value')
    .where({ person_id: personId, field })
    .orderBy('id')
    .select('id', 'value', 'source')
  return rows.map(({ id, value, source }) => ({ id, value, mergeId: Number(source.replace('merge:', '')) }))
}

/** Null: there is no other value any more. */
export async function replaceValue(trx: Db, id: number, value: string | null): Promise<void> {
  const row = trx('person_value').where({ id })
  await (value === null ? row.delete() : row.update({ value }))
}

/** Keeps values that were not chosen; `source` is by what they are dropped again. */
export async function putValues(
  trx: Db,
  personId: number,
  values: Value[],
  source: string,
  at: string,
): Promise<void> {
  if (values.length === 0) return
  await trx('person_value').insert(
    values.map(({ field, value }) => ({ person_id: personId, field, value, source, at })),
  )
}

/** Forgets what this source brought. */
export async function dropValues(trx: Db, source: string): Promise<void> {
  await trx('person_value').where({ source }).delete()
}

/** Notes that somebody said of these two that they are not one; twice is once. */
export async function putRefusal(
  trx: Db,
  [one, other]: [number, number],
  agentId: number,
  at: string,
): Promise<void> {
  const [smaller, larger] = [Math.min(one, other), Math.max(one, other)]
  await trx('merge_refusal')
    .insert({ one_id: smaller, other_id: larger, agent_id: agentId, at })
    .onConflict()
    .ignore()
}

/** Forgets it, whoever of these two families it was said of. */
export async function dropRefusals(trx: Db, one: number[], other: number[]): Promise<void> {
  await trx('merge_refusal').whereIn('one_id', one).whereIn('other_id', other).delete()
  await trx('merge_refusal').whereIn('one_id', other).whereIn('other_id', one).delete()
}

/** With whom somebody of this family was said not to be one. */
export async function refusedWith(db: Db, family: number[]): Promise<Set<number>> {
  const rows: { one_id: number; other_id: number }[] = await db('merge_refusal')
    .whereIn('one_id', family)
    .orWhereIn('other_id', family)
    .select('one_id', 'other_id')
  return new Set(rows.map((row) => (family.includes(row.one_id) ? row.other_id : row.one_id)))
}

function mergeOf({ id, from_id: fromId, to_id: toId, evidence, detail, actor, at }: Row): Merge {
  const blank: Detail = { taken: {}, tags: [], raised: [] }
  return { id, fromId, toId, evidence, detail: { ...blank, ...json.read(detail, blank) }, actor, at }
}
