import type { Config } from '../config/schema.ts'
import { migrations } from '../migrations/index.ts'
import { pathsOf } from './paths.ts'
import { copyDatabase, migrate, pending, type Db, type Ledger } from './platform/db/index.ts'
import type { Plugin } from './plugin/index.ts'

type House = {
  config: Pick<Config, 'data'>
  plugins: Plugin[]
  /** Told what an operator should know: where the copy is, or why there is none. */
  tell: (line: string) => void
}

/**
 * Brings the tables of the core and of every plugin up to date and answers what ran, as `core/0001-house`.
 * A database that is in use is copied to backups/ in the data folder first, once.
 */
export async function upgrade(db: Db, { config, plugins, tell }: House): Promise<string[]> {
  const ran: string[] = []
  const copyOnce = once(() => copy(db, pathsOf(config).backups, tell))
  for (const ledger of ledgersOf(plugins)) {
    const names = await migrate(db, ledger, copyOnce)
    ran.push(...names.map((name) => `${ledger.owner}/${name}`))
  }
  return ran
}

/** What `upgrade` would run. Throws where the database is newer than the program. */
export async function due(db: Db, plugins: Plugin[]): Promise<string[]> {
  const names: string[] = []
  for (const ledger of ledgersOf(plugins)) {
    names.push(...(await pending(db, ledger)).map(({ name }) => `${ledger.owner}/${name}`))
  }
  return names
}

function ledgersOf(plugins: Plugin[]): Ledger[] {
  return [
    { owner: 'core', migrations },
    ...plugins.map(({ id, migrations = [] }) => ({ owner: id, migrations, prefix: `${id}_` })),
  ]
}

async function copy(db: Db, folder: string, tell: House['tell']): Promise<void> {
  const name = `before-upgrade-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  const made = await copyDatabase(db, folder, name)
  tell('file' in made ? `The database was copied to ${made.file}.` : `No copy was made: ${made.missing}.`)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
