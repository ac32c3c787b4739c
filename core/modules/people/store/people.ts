import type { Viewer } from '../../../module.ts'
import { type Db, insertId, isPostgres } from '../../../platform/db/index.ts'
import { visiblePeople, visibleTo } from '../../routing/index.ts'
import type { Person } from '../person.ts'

type Row = {
  id: number
  name: string
  stage: string
  note: string
  owner_id: number | null
  registered_by: number | null
  registered_channel_id: number | null
  created_at: string
  seen_at: string | null
}

export type EarlierRow = { id: number; status: string; preview: string; opened_at: string }

/** The person, or undefined where this viewer may not see them. */
export async function findPerson(db: Db, viewer: Viewer, id: number): Promise<Person | undefined> {
  const query = db('person').where('person.id', id)
  const row: Row | undefined = await visiblePeople(query, viewer).first('person.*')
  return row && fromRow(row)
}

/** The names that staff gave these people, '' where they gave none. */
export async function givenNames(db: Db, ids: number[]): Promise<Map<number, string>> {
  const rows: Pick<Row, 'id' | 'name'>[] = await db('person').whereIn('id', ids).select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Those of these people of whom the viewer may see a conversation. */
export async function visibleAmong(db: Db, viewer: Viewer, ids: number[]): Promise<number[]> {
  return visiblePeople(db('person').whereIn('person.id', ids), viewer).pluck('person.id')
}

/** What is written about these people. */
export async function factsOf(db: Db, ids: number[]): Promise<Person[]> {
  const rows: Row[] = await db('person').whereIn('id', ids)
  return rows.map(fromRow)
}

/** The tags of each of these people, in alphabetical order. */
export async function tagsOfPeople(db: Db, ids: number[]): Promise<Map<number, string[]>> {
  const rows: { person_id: number; tag: string }[] = await db('person_tag')
    .whereIn('person_id', ids)
    .orderBy('tag')
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...byPerson].map(([id, tagged]) => [id, tagged.map(({ tag }) => tag)]))
}

/** Makes other writers about these people wait. In one order for everybody: nobody waits in a circle. */
export async function lockPeople(trx: Db, ids: number[]): Promise<void> {
  if (isPostgres(trx)) await trx('person').whereIn('id', ids).orderBy('id').forUpdate().select('id')
}

/** Somebody of whom nothing is known yet, written down by an agent where one is named. Answers the id. */
export async function makePerson(trx: Db, at: string, by?: number): Promise<number> {
  return insertId(trx, 'person', { created_at: at, seen_at: at, registered_by: by ?? null })
}

/** Changes what staff may write about a person. */
export async function updatePerson(
  trx: Db,
  id: number,
  change: { name?: string; note?: string; stage?: string; owner_id?: number | null },
): Promise<void> {
  await trx('person').where({ id }).update(change)
}

/** The tags of a person, in alphabetical order. */
export async function tagsOf(db: Db, personId: number): Promise<string[]> {
  return db('person_tag').where({ person_id: personId }).orderBy('tag').pluck('tag')
}

/** Puts a tag on a person; twice is once. */
export async function putTag(trx: Db, personId: number, tag: string): Promise<void> {
  await trx('person_tag').insert({ person_id: personId, tag }).onConflict().ignore()
}

/** Takes a tag off a person. */
export async function dropTag(trx: Db, personId: number, tag: string): Promise<void> {
  await trx('person_tag').where({ person_id: personId, tag }).delete()
}

/** The tags in use that begin with `start`, the most used first, at most ten. */
export async function commonTags(db: Db, start: string): Promise<string[]> {
  return db('person_tag')
    .whereRaw(`tag like ? escape '!'`, [`${escaped(start)}%`])
    .groupBy('tag')
    .orderByRaw('count(*) desc, tag')
    .limit(10)
    .pluck('tag')
}

/** What this viewer may see of the person's conversations, newest first, at most twenty. */
export async function conversationsOfPerson(db: Db, viewer: Viewer, personId: number): Promise<EarlierRow[]> {
  const query = db('conversation').where('person_id', personId).orderBy('id', 'desc').limit(20)
  return visibleTo(query, viewer).select('id', 'status', 'preview', 'opened_at')
}

/**
 * Ids of people whose name or tag holds `text`, or whose contact is `phone` (E.164) or, where `digits` are given,
 * holds these: newest first, at most `limit`. Scope is the caller's to apply, on the conversations it shows.
 */
export async function peopleLike(
  db: Db,
  { text, phone, digits }: { text: string; phone?: string; digits?: string },
  limit: number,
): Promise<number[]> {
  const like = `%${escaped(text.toLowerCase())}%`
  const parts = [
    db('person').select('id').whereRaw(`lower(name) like ? escape '!'`, [like]),
    db('identity').select('person_id as id').whereRaw(`lower(name) like ? escape '!'`, [like]),
    db('person_tag').select('person_id as id').whereRaw(`lower(tag) like ? escape '!'`, [like]),
  ]
  if (phone) parts.push(phones(db).where('external_id', phone))
  if (digits) parts.push(phones(db).whereRaw('external_id like ?', [`%${digits}%`]))
  const found = db.union(parts).as('found')
  return db
    .from(found)
    .whereNotExists((merged) =>
      merged.from('person_merge').select('id').whereNull('undone_at').whereRaw('from_id = found.id'),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .pluck('id')
}

function phones(db: Db) {
  return db('identity').select('person_id as id').where({ scope: 'phone' })
}

function escaped(text: string): string {
  return text.replace(/[!%_]/g, '!$&')
}

function fromRow(row: Row): Person {
  return {
    id: row.id,
    name: row.name,
    stage: row.stage,
    note: row.note,
    ownerId: row.owner_id,
    registeredBy: row.registered_by,
    registeredChannelId: row.registered_channel_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }
}
