import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../test/support/postgres.ts'
import type { Order, Report } from './load/run.ts'

type Database = { url?: string; file?: string }
export type Engine = {
  name: 'SQLite' | 'PostgreSQL'
  create: () => Promise<Database>
  stop: () => Promise<void>
}

/** Both databases; each `create` gives an empty one. `stop` removes them. */
export async function startEngines(): Promise<Engine[]> {
  const postgres = await startPostgres({ durable: true })
  const files: string[] = []
  return [
    {
      name: 'SQLite',
      async create() {
        const file = join(tmpdir(), `qiantai-bench-${randomBytes(6).toString('hex')}.db`)
        files.push(file)
        return { file }
      },
      async stop() {
        for (const file of files)
          for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true })
      },
    },
    {
      name: 'PostgreSQL',
      async create() {
        const name = `bench_${randomBytes(6).toString('hex')}`
        const client = new pg.Client(`${postgres.url}/postgres`)
        await client.connect()
        await client.query(`create database ${name}`)
        await client.end()
        return { url: `${postgres.url}/${name}` }
      },
      stop: postgres.stop,
    },
  ]
}

/** A bare server of `bench/bare/` in a process of its own. */
export async function startBare(
  database: Database,
  name: 'pipeline' | 'callback' = 'pipeline',
): Promise<{ address: string; pid: number; stop: () => Promise<void> }> {
  const env = { ...process.env, BARE_DATABASE: JSON.stringify(database) }
  const child = spawn(process.execPath, [join(import.meta.dirname, `bare/${name}.ts`)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = await once(child.stdout, 'data')
  return { address: String(address).trim(), pid: child.pid ?? 0, stop: () => end(child) }
}

/** The load generator in a process of its own. It keeps its sockets until `stop`. */
export async function startLoad(order: Order): Promise<{ report: Report; stop: () => Promise<void> }> {
  const child = fork(join(import.meta.dirname, 'load/run.ts'))
  child.send(order)
  const report = await new Promise<Report>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Report))
    child.once('exit', (code) => reject(new Error(`The load generator ended with ${code}`)))
  })
  return { report, stop: () => end(child) }
}

/** Resident memory of a process, in bytes. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
