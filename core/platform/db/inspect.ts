import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Db } from './connect.ts'
import { isPostgres } from './dialect.ts'

/** `problems` stop a start, `warnings` are logged; both are sentences for an operator. */
export type Inspection = { engine: string; version: string; problems: string[]; warnings: string[] }

const oldestSqlite = '3.51.3'
// statfs(2) types of file systems that are shared over a network, where SQLite's locks do not hold.
const networkFileSystems = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x517b, 'SMB'],
])

/** Looks whether the database is one that we can keep data in safely. */
export async function inspect(db: Db): Promise<Inspection> {
  return isPostgres(db) ? inspectPostgres(db) : inspectSqlite(db)
}

async function inspectPostgres(db: Db): Promise<Inspection> {
  const { rows } = await db.raw(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  const [{ version, fsync, commit }] = rows
  const warnings = []
  if (fsync !== 'on') warnings.push('PostgreSQL runs with fsync=off: a power cut can lose or damage data.')
  if (commit === 'off')
    warnings.push('PostgreSQL runs with synchronous_commit=off: a power cut can lose messages.')
  const problems =
    Number.parseInt(version, 10) < 13 ? [`PostgreSQL ${version} is too old: 13 or newer is needed.`] : []
  return { engine: 'PostgreSQL', version, problems, warnings }
}

async function inspectSqlite(db: Db): Promise<Inspection> {
  const [{ version }] = await db.raw('select sqlite_version() as version')
  const problems = older(version, oldestSqlite)
    ? [`SQLite ${version} can lose committed pages in WAL mode: ${oldestSqlite} or newer is needed.`]
    : []
  const shared = await networkFileSystem(db.client.config.connection.filename)
  const warnings = shared ? [`The data folder is on ${shared}. SQLite needs a local disk.`] : []
  return { engine: 'SQLite', version, problems, warnings }
}

async function networkFileSystem(filename: string): Promise<string | undefined> {
  if (filename === ':memory:') return undefined
  const { type } = await statfs(dirname(filename))
  return networkFileSystems.get(type >>> 0)
}

function older(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0
}
