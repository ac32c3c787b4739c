import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import { createApp, type House } from '../app.ts'
import { createLog } from '../log.ts'
import type { Viewer } from '../module.ts'
import type { Plugin } from '../plugin/index.ts'
import { type Clock, createClock } from './clock.ts'
import type { StaffName } from './people.ts'
import { hire } from './staff.ts'

/** A whole clinic for one test: its program, its people, and a clock that stands still, for schedules too, unless told. */
export type TestApp = Pick<House, 'app' | 'server' | 'host'> & {
  /** Where it listens. */
  url: string
  clock: Clock
  /** Every line of the log so far. */
  log: string[]
  /** The named member of staff, signed in anew. */
  as: (name: StaffName) => Promise<Viewer>
  /** Resolves when nothing is left to do: facts told, accounts opened, jobs done. */
  drain: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * `database`: a SQLite file in a folder of its own unless told. `plugins`: none unless told. `beside`: another process of
 * that clinic, on its database, with its clock and people; stop it before that one.
 */
export type TestAppOptions = {
  database?: Config['database']
  plugins?: Plugin[]
  clock?: Clock
  beside?: TestApp
}

/** Starts a clinic on a folder of its own. `stop` closes and removes it. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { database, plugins = [], beside, clock = beside?.clock ?? createClock() } = options
  const folder = beside?.app.config.data ?? (await mkdtemp(join(tmpdir(), 'qiantai-test-')))
  const lines: string[] = []
  const config = beside?.app.config ?? configOf(folder, database)
  const log = createLog(config, { write: (line: string) => void lines.push(line) })
  const real = { clock: clock.now, log, plugins, random: () => 1 }
  const house = await createApp(config, clock.runs ? real : { ...real, schedules: [] })
  const as = beside?.as ?? (await hire(house.app))
  const { url } = await house.start()
  return {
    app: house.app,
    server: house.server,
    host: house.host,
    url,
    clock,
    log: lines,
    as,
    drain: () => drain(house),
    async stop() {
      await house.stop()
      if (!beside) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function drain({ app, host }: House) {
  await host.accounts.drain()
  await app.jobs.drain()
  await host.accounts.drain()
}

/** Its own folder, and nothing but this machine in reach. */
function configOf(data: string, database?: Config['database']): Config {
  return {
    data,
    host: '127.0.0.1',
    port: 0,
    database: database ?? { file: join(data, 'qiantai.db') },
    trustedProxies: [],
    allowPrivateHosts: ['127.0.0.1'],
    logLevel: 'debug',
    session: { idle: 12 * 3_600_000, longest: 7 * 24 * 3_600_000 },
    plugins: [],
  }
}
