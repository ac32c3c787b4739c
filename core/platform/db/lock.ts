import type { Db } from './connect.ts'
import { isPostgres } from './dialect.ts'

/** Makes this moment's other writers of the same name wait, on PostgreSQL; SQLite has one writer anyway. */
export async function lockName(trx: Db, name: string): Promise<void> {
  if (isPostgres(trx)) await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
}
