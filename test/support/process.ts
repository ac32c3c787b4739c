import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../config/load.ts'
import { createApp } from '../../core/app.ts'
import type { App } from '../../core/module.ts'
import { addChannel, channelOf } from '../../core/modules/channels/index.ts'
import { freePort } from '../../core/testing/port.ts'
import { hire } from '../../core/testing/staff.ts'

const program = join(import.meta.dirname, '../../bin/qiantai.ts')

/** One process of a house. */
export type Program = {
  /** The same over every start. */
  address: string
  pid: () => number
  /** Resolves when it listens, to the seconds that took. */
  start: (flags?: string[]) => Promise<number>
  /** Sends a signal; resolves when the process is gone, to its exit code. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** A program of its own on a folder of its own, as an operator runs it. */
export type House = Program & {
  /** The SQLite file, where no PostgreSQL is used. */
  file: string
  /** The key of its one account. */
  site: string
  /** Another process of this house, for those on PostgreSQL. */
  beside: () => Promise<Program>
  remove: () => Promise<void>
}

type Account = { plugin: string; kind: string; settings: Record<string, unknown> }

/** Asks for no consent; however many visitors a test or a measurement brings at once, they are no attack. */
const website: Account = {
  plugin: 'webchat',
  kind: 'site',
  settings: { title: '官网', consentRequired: false, newcomers: 0, messages: 60_000 },
}

/** What else a house needs before it runs, beside staff and its account. */
type Fit = (app: App, channelId: number) => Promise<void>

/**
 * Makes a clinic with staff and one account, a website unless told, whose provider may be on this machine; nothing runs
 * before `start`.
 */
export async function prepareHouse(url?: string, account = website, fit?: Fit): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'qiantai-house-'))
  const env = {
    QIANTAI_DATA: folder,
    QIANTAI_LOG_LEVEL: 'info',
    QIANTAI_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    HOST: '127.0.0.1',
    ...(url && { DATABASE_URL: url }),
  }
  const site = await furnish(env, account, fit)
  const first = await programOf(env)
  const programs = [first]
  return {
    ...first,
    file: join(folder, 'qiantai.db'),
    site,
    async beside() {
      const other = await programOf(env)
      programs.push(other)
      return other
    },
    async remove() {
      await Promise.all(programs.map((program) => program.end('SIGKILL')))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function programOf(settings: Record<string, string>): Promise<Program> {
  const port = await freePort()
  const env = { ...settings, PORT: String(port) }
  let child: ChildProcess | undefined
  return {
    address: `http://127.0.0.1:${port}`,
    pid: () => child?.pid ?? 0,
    async start(flags = []) {
      const began = performance.now()
      // Nothing of the environment that the tests run in: the program refuses names that it does not know.
      const clean = { ...env, PATH: process.env['PATH'], HOME: process.env['HOME'] }
      child = spawn(process.execPath, ['--max-semi-space-size=4', ...flags, program, 'serve'], {
        env: clean,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await opened(child)
      return (performance.now() - began) / 1000
    },
    async end(signal) {
      if (!child) return null
      const gone = child.exitCode === null ? once(child, 'exit') : [child.exitCode]
      child.kill(signal)
      const [code] = await gone
      child = undefined
      return code
    },
  }
}

async function furnish(env: Record<string, string>, account: Account, fit?: Fit): Promise<string> {
  const house = await createApp(loadConfig({ ...env, QIANTAI_LOG_LEVEL: 'silent' }))
  await hire(house.app)
  const admin = { actor: 'agent:1', ip: '127.0.0.1' }
  const id = await addChannel(house.app, admin, { ...account, name: account.kind })
  const { key } = await channelOf(house.app, id)
  await fit?.(house.app, id)
  await house.stop()
  return key
}

/** Resolves at the line of the log that says so. Throws the log where the process ends before. */
async function opened(child: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}:\n${log}`)))
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      log = (log + text).slice(-10_000)
      if (log.includes('house.open')) resolve()
    })
  })
}
