import type { StoredFile } from '../../plugin/index.ts'
import { flag, insertId, type Db } from '../db/index.ts'

export type FileRecord = StoredFile & {
  id: number
  /** Who may use it before it is attached: `agent:3`, `identity:12`, `setting:logo`. */
  owner: string
  sha256: string
  thumbnail: boolean
  /** Seconds, of a recording whose length is known. */
  duration?: number
  createdAt: string
}

type Row = {
  id: number
  uid: string
  owner: string
  name: string
  mime: string
  size: number
  sha256: string
  width: number | null
  height: number | null
  thumbnail: number
  duration: number | null
  created_at: string
}

/** Writes a file down and answers its id. */
export async function insertFile(db: Db, file: Omit<FileRecord, 'id'>): Promise<number> {
  const { createdAt, thumbnail, ...columns } = file
  return insertId(db, 'file', { ...columns, thumbnail: flag.write(thumbnail), created_at: createdAt })
}

/** The file by uid, or undefined. */
export async function findFile(db: Db, uid: string): Promise<FileRecord | undefined> {
  const row: Row | undefined = await db('file').where({ uid }).first()
  return row && recordOf(row)
}

/** Forgets a file; what lies on the disk is the caller's. */
export async function deleteFile(db: Db, uid: string): Promise<void> {
  await db('file').where({ uid }).delete()
}

function recordOf({ created_at, thumbnail, width, height, duration, ...columns }: Row): FileRecord {
  return {
    ...columns,
    width: width ?? undefined,
    height: height ?? undefined,
    duration: duration ?? undefined,
    thumbnail: flag.read(thumbnail),
    createdAt: created_at,
  }
}
