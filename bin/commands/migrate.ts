import { mkdir } from 'node:fs/promises'
import { loadConfig } from '../../config/load.ts'
import { discover } from '../../core/platform/host/loading/discover.ts'
import { connect } from '../../core/platform/db/index.ts'
import { due, upgrade } from '../../core/upgrade.ts'
import { say } from '../terminal.ts'

/** `migrate [--dry-run]`: runs, or only names, the migrations of the core and of every plugin. */
export async function run(args: string[]): Promise<number> {
  const config = loadConfig()
  const plugins = await discover(config)
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  await using database = await opened(config.database)
  const names = args.includes('--dry-run')
    ? await due(database.db, plugins)
    : await upgrade(database.db, { config, plugins, tell: say })
  say(names.length > 0 ? names.join('\n') : 'The database is up to date.')
  return 0
}

async function opened(options: { url?: string; file?: string }) {
  const db = await connect(options)
  return { db, [Symbol.asyncDispose]: () => db.destroy() }
}
