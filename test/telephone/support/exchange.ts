import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Settings } from '../../../core/plugin/index.ts'
import { type Place, settle } from './folder.ts'
import { reservePorts } from './ports.ts'
import { telephoneRuntime } from './runtime.ts'

/** A real Asterisk on loopback, made from the files that the plugin writes for its account. */
export type Exchange = {
  /** The settings of an account of this exchange. */
  settings: Settings
  /** Its address for ARI, without `/ari`, and for SIP. */
  url: string
  sip: { host: string; port: number }
  /** Where the carrier takes calls. */
  carrier: { host: string; port: number }
  /** What lies in its spool, its sounds and its configuration. */
  folder: string
  /** A command on its console; answers what that prints. */
  console: (command: string) => Promise<string>
  /** Everything it has logged so far. */
  log: () => Promise<string>
  /** Ends it at once, as a power cut does; `start` brings it back with the same ports and files. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** What else is to end with it: its phones. */
  closes: (() => void)[]
  /** Ends it for good and takes its folder away. */
  stop: () => Promise<void>
}

/** Starts an Asterisk of its own in less than a second; `settings` are added to those of the account. */
export async function startExchange(settings: Settings = {}): Promise<Exchange> {
  const runtime = await telephoneRuntime()
  if ('missing' in runtime) throw new Error(runtime.missing)
  const ports = await reservePorts()
  const place = await settle(runtime.folder, ports.first, {
    secret: randomBytes(12).toString('hex'),
    ...settings,
  })
  let process = await boot(place)
  const end = async (signal: NodeJS.Signals) => {
    if (process.exitCode !== null || process.signalCode !== null) return
    const ended = once(process, 'exit')
    process.kill(signal)
    await ended
  }
  const closes: (() => void)[] = []
  return {
    closes,
    settings: place.settings,
    url: place.url,
    sip: place.sip,
    carrier: place.carrier,
    folder: place.folder,
    console: (command) => run(place, command),
    log: () => readFile(join(place.folder, 'log/full'), 'utf8'),
    kill: () => end('SIGKILL'),
    start: async () => {
      process = await boot(place)
    },
    stop: async () => {
      for (const close of closes) close()
      await end('SIGKILL')
      await ports.release()
      await rm(place.folder, { recursive: true, force: true })
    },
  }
}

/** However the tests end, their Asterisk ends with them. */
async function boot(place: Place): Promise<ChildProcess> {
  const mortal = ['--pdeathsig', 'KILL', '--', ...place.command]
  const asterisk = spawn('setpriv', [...mortal, '-f', '-n'], { stdio: 'ignore', cwd: place.folder })
  while (!(await run(place, 'core waitfullybooted').catch(() => '')).includes('fully booted')) {
    if (asterisk.exitCode !== null) throw new Error(`Asterisk ended with ${asterisk.exitCode}`)
    await setTimeout(30)
  }
  return asterisk
}

async function run({ command: [program = '', ...args] }: Place, command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args, '-rx', command])
  return stdout
}
