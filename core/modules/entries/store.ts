import type { Db } from '../../platform/db/index.ts'
import { type Entry, type EntryNumbers, isPlace } from './entry.ts'

type Row = {
  id: number
  channel_id: number
  code: string
  name: string
  place: string
  url: string
  created_at: string
  archived_at: string | null
}

/** The entry point of an account by its code, archived ones too: a poster hangs longer than a campaign. */
export async function entryByCode(db: Db, channelId: number, code: string): Promise<Entry | undefined> {
  const row: Row | undefined = await db('entry').where({ channel_id: channelId, code }).first()
  return row && fromRow(row)
}

/** The entry point by id, or undefined. */
export async function findEntry(db: Db, id: number): Promise<Entry | undefined> {
  const row: Row | undefined = await db('entry').where({ id }).first()
  return row && fromRow(row)
}

/** The entry points of an account, newest first; archived ones are left out unless asked for. */
export async function entriesOf(db: Db, channelId: number, archived: boolean): Promise<Entry[]> {
  const query = db('entry').where({ channel_id: channelId }).orderBy('id', 'desc')
  if (!archived) query.whereNull('archived_at')
  const rows: Row[] = await query
  return rows.map(fromRow)
}

/** Writes a new entry point down; undefined where its code is taken. */
export async function insertEntry(
  trx: Db,
  { channelId, code, name, place, url, createdAt }: Omit<Entry, 'id' | 'archivedAt'>,
): Promise<Entry | undefined> {
  const rows: Row[] = await trx('entry')
    .insert({ channel_id: channelId, code, name, place, url, created_at: createdAt })
    .onConflict(['channel_id', 'code'])
    .ignore()
    .returning('*')
  return rows[0] && fromRow(rows[0])
}

/** Hides an entry point; null shows it again. */
export async function setArchived(trx: Db, id: number, at: string | null): Promise<void> {
  await trx('entry').where({ id }).update({ archived_at: at })
}

/** What came of these entry points, by id; one through which nobody came is absent. */
export async function numbersOf(db: Db, ids: number[]): Promise<Map<number, EntryNumbers>> {
  const rows: ({ entry_id: number } & Record<keyof EntryNumbers, number | string>)[] = await db('happening')
    .whereIn('entry_id', ids)
    .groupBy('entry_id')
    .select('entry_id', db.raw('count(*) as scans'), db.raw('count(conversation_id) as conversations'))
    .select(db.raw(`sum(case when type = 'follow' then 1 else 0 end) as follows`))
  return new Map(
    rows.map(({ entry_id: id, scans, follows, conversations }) => [
      id,
      { scans: Number(scans), follows: Number(follows), conversations: Number(conversations) },
    ]),
  )
}

function fromRow(row: Row): Entry {
  return {
    id: row.id,
    channelId: row.channel_id,
    code: row.code,
    name: row.name,
    place: isPlace(row.place) ? row.place : 'other',
    url: row.url,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  }
}
