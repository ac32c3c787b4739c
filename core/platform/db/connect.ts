import knex, { type Knex } from 'knex'
import { SqliteClient } from './sqlite-client.ts'

/** The database, or a transaction on it: store functions take either as their first argument. */
export type Db = Knex
export type TableBuilder = Knex.CreateTableBuilder

/**
 * Opens the clinic's database: PostgreSQL by `url`, else the SQLite `file` (in memory without one).
 * SQLite gets one connection: one writer, and no lock to wait for. Throws where the database cannot be reached.
 */
export async function connect(options: { url?: string; file?: string }): Promise<Db> {
  const db = options.url ? postgres(options.url) : sqlite(options.file ?? ':memory:')
  await db.raw('select 1')
  return db
}

function postgres(url: string): Db {
  return knex({ client: 'pg', connection: url, pool: { min: 0, max: 10 }, acquireConnectionTimeout: 10_000 })
}

function sqlite(filename: string): Db {
  return knex({
    client: SqliteClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: configure },
  })
}

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'trusted_schema = OFF',
  'cell_size_check = ON',
]

type Connection = { pragma: (text: string) => unknown }

function configure(connection: Connection, done: (error: Error | null, connection: Connection) => void) {
  for (const pragma of pragmas) connection.pragma(pragma)
  done(null, connection)
}
