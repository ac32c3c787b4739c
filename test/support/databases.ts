import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { connect, type Db, migrate } from '../../core/platform/db/index.ts'
import { migrations } from '../../migrations/index.ts'
import { makeTemplate, query, template } from './template.ts'

/** How a test reaches a fresh database without a row: `connect`'s options, and what removes it. */
export type TestDatabase = { options: { url?: string; file?: string }; remove: () => Promise<void> }
type Engine = { name: 'SQLite' | 'PostgreSQL'; create: () => Promise<TestDatabase> }

const engines: Engine[] = [
  { name: 'SQLite', create: createSqlite },
  { name: 'PostgreSQL', create: createPostgres },
]

/**
 * Declares the same tests for SQLite and for PostgreSQL. `open` makes a migrated database of its own, closed and
 * removed after the suite; `create` only the database, for tests that start a whole app on it.
 */
export function eachDatabase(
  title: string,
  tests: (tools: {
    engine: Engine['name']
    open: () => Promise<Db>
    create: () => Promise<TestDatabase>
  }) => void,
): void {
  for (const engine of engines) {
    describe(`${title} on ${engine.name}`, () => {
      const cleanups: (() => Promise<void>)[] = []
      async function create() {
        const database = await engine.create()
        cleanups.push(database.remove)
        return database
      }

      async function open() {
        const db = await connect((await create()).options)
        cleanups.push(() => db.destroy())
        await migrate(db, { owner: 'core', migrations })
        return db
      }

      tests({ engine: engine.name, open, create })
      // After the suite's own hooks, which close what still uses the database.
      after(async () => {
        for (const cleanup of cleanups.reverse()) await cleanup()
      })
    })
  }
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'qiantai-db-'))
  return {
    options: { file: join(folder, 'qiantai.db') },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A fresh PostgreSQL database, for tests that need one and no other. */
export async function createPostgres(): Promise<TestDatabase> {
  const server = await postgresServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await query(server, `create database ${name} template ${copied()} strategy file_copy`)
  return {
    options: { url: `${server}/${name}` },
    remove: () => query(server, `drop database ${name} with (force)`),
  }
}

/** Somebody's own server has no migrated database to copy: there it is an empty one. */
function copied(): string {
  const isTheirs = process.env['TEST_POSTGRES_URL'] && !process.env['TEST_POSTGRES_TEMPLATE']
  return isTheirs ? 'template1' : template
}

let own: ReturnType<typeof startOwn> | undefined
// On the file itself: a hook that is put on from within a test ends with that test.
after(async () => (await own)?.stop())

/** The server that scripts/test.ts shares between all files, or one for this process where a file is run alone. */
async function postgresServer(): Promise<string> {
  const shared = process.env['TEST_POSTGRES_URL']
  if (shared) return shared
  own ??= startOwn()
  return (await own).url
}

async function startOwn() {
  const { startPostgres } = await import('./postgres.ts')
  const server = await startPostgres()
  await makeTemplate(server.url)
  return server
}
