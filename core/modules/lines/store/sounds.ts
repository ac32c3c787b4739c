import { type Db, flag, insertId } from '../../../platform/db/index.ts'
import type { OwnSound } from '../sound.ts'

type Row = {
  id: number
  uid: string
  key: string | null
  name: string
  file_id: number | null
  ms: number
  deleted: number
  created_at: string
}

/** The clinic's own sounds, newest first; with `deleted` those too that were taken out. */
export async function listSounds(
  db: Db,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<OwnSound[]> {
  const rows: Row[] = await db('sound')
    .where((kept) => (deleted ? kept : kept.where({ deleted: 0 })))
    .orderBy('id', 'desc')
  return rows.map(fromRow)
}

/** The sound by id, deleted ones too, or undefined. */
export async function findSound(db: Db, id: number): Promise<OwnSound | undefined> {
  const row: Row | undefined = await db('sound').where({ id }).first()
  return row && fromRow(row)
}

/** The sound that an address names, and the uid of its file; deleted ones too, as calls may be playing them. */
export async function soundAt(db: Db, uid: string): Promise<{ file: string; name: string } | undefined> {
  return db('sound')
    .join('file', 'file.id', 'sound.file_id')
    .where('sound.uid', uid)
    .first('file.uid as file', 'sound.name as name')
}

/** Adds a sound and answers its id. */
export async function insertSound(trx: Db, sound: Omit<OwnSound, 'id' | 'deleted'>): Promise<number> {
  const { fileId, createdAt, ...rest } = sound
  return insertId(trx, 'sound', { ...rest, file_id: fileId, created_at: createdAt })
}

/** Changes what is given and leaves the rest. */
export async function updateSound(
  trx: Db,
  id: number,
  change: Partial<Pick<OwnSound, 'uid' | 'name' | 'fileId' | 'ms' | 'deleted' | 'key'>>,
): Promise<void> {
  const { fileId, deleted, ...rest } = change
  await trx('sound')
    .where({ id })
    .update({
      ...rest,
      ...(fileId !== undefined && { file_id: fileId }),
      ...(deleted !== undefined && { deleted: flag.write(deleted) }),
    })
}

function fromRow({ file_id, created_at, deleted, ...row }: Row): OwnSound {
  return { ...row, fileId: file_id, deleted: flag.read(deleted), createdAt: created_at }
}
