import type { Db } from '../../../platform/db/index.ts'

/** A file that somebody sent in and that no message holds yet, or that this author has sent before. */
export type FileRow = {
  id: number
  uid: string
  owner: string
  name: string
  mime: string
  size: number
  width: number | null
  height: number | null
  thumbnail: number
  /** Seconds, of a recording whose length is known. */
  duration: number | null
}

/** The files with these uids. */
export async function findFiles(trx: Db, uids: string[]): Promise<Map<string, FileRow>> {
  if (uids.length === 0) return new Map()
  const rows: FileRow[] = await trx('file').whereIn('uid', uids)
  return new Map(rows.map((row) => [row.uid, row]))
}

/** The files of these messages, in the order they were given. */
export async function filesOf(db: Db, messageIds: number[]): Promise<Map<number, FileRow[]>> {
  if (messageIds.length === 0) return new Map()
  const rows: (FileRow & { message_id: number })[] = await db('message_file')
    .join('file', 'file.id', 'message_file.file_id')
    .whereIn('message_file.message_id', messageIds)
    .orderBy(['message_file.position', 'file.id'])
    .select('file.*', 'message_file.message_id')
  return Map.groupBy(rows, (row) => row.message_id)
}
