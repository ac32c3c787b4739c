import type { Db, TableBuilder } from './connect.ts'

/** A time as ISO 8601 UTC text of 24 characters: it sorts, and reads back the same on both databases. */
export function isoTime(table: TableBuilder, column: string) {
  return table.string(column, 24)
}

/** JSON kept as text, read with a fallback for a null column. */
export const json = {
  read<T>(text: string | null | undefined, fallback: T): T {
    return text ? (JSON.parse(text) as T) : fallback
  },
  write(value: unknown): string {
    return JSON.stringify(value)
  },
}

/** A flag kept as 0 or 1. */
export const flag = {
  read: (value: number): boolean => value === 1,
  write: (value: boolean): 0 | 1 => (value ? 1 : 0),
}

/** Inserts one row and answers its id. */
export async function insertId(db: Db, table: string, row: object): Promise<number> {
  const [inserted] = await db(table).insert(row).returning('id')
  return Number(inserted.id)
}
