import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from './connect.ts'
import { isPostgres } from './dialect.ts'

/** Where the copy is, or why there is none. */
export type Copy = { file: string } | { missing: string }

/**
 * Writes a whole, consistent copy of the database into `folder`. PostgreSQL needs a `pg_dump` on the machine that is
 * as new as the server; where there is none the answer says so, and the operator's own backup must do.
 */
export async function copyDatabase(db: Db, folder: string, name: string): Promise<Copy> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (isPostgres(db)) return dump(db.client.config.connection, join(folder, `${name}.dump`))
  const file = join(folder, `${name}.db`)
  await db.raw('vacuum into ?', [file])
  return { file }
}

function dump(url: string, file: string): Promise<Copy> {
  return new Promise((resolve) => {
    const child = spawn('pg_dump', ['-Fc', '-f', file, url], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', () => resolve({ missing: 'pg_dump is not on this machine' }))
    child.on('close', (code) => resolve(code === 0 ? { file } : { missing: `pg_dump: ${said.trim()}` }))
  })
}
