import type { Db } from './connect.ts'

/** PostgreSQL, or else SQLite: for the few lines that must differ. */
export function isPostgres(db: Db): boolean {
  return db.client.config.client === 'pg'
}
