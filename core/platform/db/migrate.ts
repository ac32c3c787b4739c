import type { Db } from './connect.ts'
import { isPostgres } from './dialect.ts'
import { transaction } from './transaction.ts'

/** `up` gets the transaction and adds; it uses no code of the modules, which change under it. */
export type Migration = { name: string; up: (db: Db) => Promise<void> }

// A number of our own among PostgreSQL's advisory locks.
const ledgerLock = 7_314_101

/** `prefix`: what the names of its tables begin with; absent where it may name them as it likes. */
export type Ledger = { owner: string; migrations: Migration[]; prefix?: string }

/**
 * Brings one owner's tables (core, or a plugin's) up to date, all or nothing, and answers the names that ran.
 * Each owner has its own ledger, so that a plugin that was removed never blocks a start.
 * `before` is called once when there is something to do on a database that is in use already: make a copy there.
 * Throws where the database has migrations that this program does not know: it is newer than the program. Throws too
 * where an owner makes tables without its prefix.
 */
export async function migrate(db: Db, ledger: Ledger, before?: () => Promise<void>): Promise<string[]> {
  await createLedger(db)
  if ((await pending(db, ledger)).length === 0) return []
  if (await inUse(db)) await before?.()
  return transaction(db, async (trx) => {
    await lockLedger(trx)
    const due = await pending(trx, ledger)
    const before = await tablesOf(trx)
    for (const migration of due) await run(trx, ledger.owner, migration)
    insistOnPrefix(ledger, before, await tablesOf(trx))
    return due.map((migration) => migration.name)
  })
}

/** The migrations of an owner that have not run yet, in order. Throws where the database is newer than the program. */
export async function pending(db: Db, ledger: Ledger): Promise<Migration[]> {
  const rows = (await db.schema.hasTable('migration'))
    ? await db('migration').where({ owner: ledger.owner }).pluck('name')
    : []
  const done = new Set<string>(rows)
  const known = new Set(ledger.migrations.map((migration) => migration.name))
  const unknown = [...done].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Error(
      `The database is newer than this program: ${ledger.owner} has ${unknown.join(', ')}, which this version does not know. ` +
        'Start the version that was used last, or restore the copy that was made before the upgrade.',
    )
  }
  return ledger.migrations.filter((migration) => !done.has(migration.name))
}

async function run(trx: Db, owner: string, migration: Migration) {
  await migration.up(trx)
  await trx('migration').insert({ owner, name: migration.name, at: new Date().toISOString() })
}

function insistOnPrefix({ owner, prefix = '' }: Ledger, before: string[], after: string[]) {
  const foreign = after.filter((table) => !before.includes(table) && !table.startsWith(prefix))
  if (foreign.length > 0)
    throw new Error(`${owner} makes tables that do not begin with ${prefix}: ${foreign.join(', ')}`)
}

async function tablesOf(db: Db): Promise<string[]> {
  return isPostgres(db)
    ? db('information_schema.tables').whereRaw('table_schema = current_schema()').pluck('table_name')
    : db('sqlite_master').where({ type: 'table' }).whereNot('name', 'like', 'sqlite%').pluck('name')
}

async function createLedger(db: Db) {
  await transaction(db, async (trx) => {
    await lockLedger(trx)
    await trx.raw(
      'create table if not exists migration (owner varchar(40) not null, name varchar(100) not null, at varchar(24) not null, primary key (owner, name))',
    )
  })
}

async function inUse(db: Db): Promise<boolean> {
  const [row] = await db('migration').count({ rows: '*' })
  return Number(row?.rows) > 0
}

/** Two processes that start together: the second waits, and then finds nothing to do. */
async function lockLedger(trx: Db) {
  if (isPostgres(trx)) await trx.raw('select pg_advisory_xact_lock(?)', [ledgerLock])
}
