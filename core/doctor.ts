import { access, constants, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import { pathsOf } from './paths.ts'
import { connect, inspect, type Db } from './platform/db/index.ts'
import { discover } from './platform/host/loading/discover.ts'
import { due } from './upgrade.ts'

/** `wrong` stops the clinic sooner or later; `doubtful` is for the operator to judge. */
export type Finding = { state: 'good' | 'doubtful' | 'wrong'; said: string }

type Check = (config: Config) => Promise<Finding[]> | Finding[]

const oldestNode = 24
const MB = 1024 * 1024
const space = { doubtful: 1024 * MB, wrong: 200 * MB }
const clockError = 2 * 60_000

/** Looks at the machine, the data folder and the database, and changes none of them. */
export async function examine(config: Config): Promise<Finding[]> {
  const checks: Check[] = [node, folder, disk, key, clock, plugins, database]
  const findings = await Promise.all(checks.map((check) => attempt(check, config)))
  return findings.flat()
}

async function attempt(check: Check, config: Config): Promise<Finding[]> {
  try {
    return await check(config)
  } catch (error) {
    return [wrong(error instanceof Error ? error.message : String(error))]
  }
}

function node(): Finding[] {
  const { node: version } = process.versions
  const enough = Number.parseInt(version, 10) >= oldestNode
  return [
    enough ? good(`Node ${version}`) : wrong(`Node ${version} is too old: ${oldestNode} or newer is needed`),
  ]
}

async function folder({ data }: Config): Promise<Finding[]> {
  if (!(await exists(data))) return [doubtful(`${data} is not there yet; the first start makes it`)]
  const probe = join(data, `.doctor-${process.pid}`)
  await writeFile(probe, '')
  await rm(probe)
  return [good(`${data} can be written`)]
}

async function disk({ data }: Config): Promise<Finding[]> {
  if (!(await exists(data))) return []
  const { bavail, bsize } = await statfs(data)
  const free = bavail * bsize
  const said = `${Math.round(free / MB).toLocaleString('en')} MB free for ${data}`
  if (free < space.wrong) return [wrong(said)]
  return [free < space.doubtful ? doubtful(said) : good(said)]
}

async function key(config: Config): Promise<Finding[]> {
  if (config.secret) return [good('The key comes from QIANTAI_SECRET')]
  const path = pathsOf(config).key
  if (!(await exists(path))) return [doubtful(`${path} is not there yet; the first start makes it`)]
  await access(path, constants.R_OK)
  const open = ((await stat(path)).mode & 0o077) !== 0
  return [
    open
      ? wrong(`${path} can be read by others: chmod 600 it`)
      : good(`${path} is the key; keep a copy of it`),
  ]
}

/** Sessions, timers and order go by the clock: one that is behind what it wrote itself is wrong. */
async function clock({ data }: Config): Promise<Finding[]> {
  const names = (await exists(data)) ? await readdir(data) : []
  const written = await Promise.all(names.map(async (name) => (await stat(join(data, name))).mtimeMs))
  const behind = Math.max(0, ...written) - Date.now() > clockError
  const now = new Date().toISOString()
  return [
    behind
      ? wrong(`The clock says ${now}, which is before the data was written`)
      : good(`The clock says ${now}`),
  ]
}

async function plugins(config: Config): Promise<Finding[]> {
  const names = (await discover(config)).map(({ id }) => id)
  return [good(`Plugins: ${names.join(', ') || 'none'}`)]
}

async function database(config: Config): Promise<Finding[]> {
  const { file } = config.database
  if (file && !(await exists(file))) return [doubtful(`${file} is not there yet; the first start makes it`)]
  const db = await connect(config.database)
  try {
    return [...(await engine(db)), await tables(db, config)]
  } finally {
    await db.destroy()
  }
}

async function engine(db: Db): Promise<Finding[]> {
  const { engine, version, problems, warnings } = await inspect(db)
  return [good(`${engine} ${version} is reached`), ...problems.map(wrong), ...warnings.map(doubtful)]
}

async function tables(db: Db, config: Config): Promise<Finding> {
  const found = await discover(config).catch(() => []) // `plugins` has told.
  const names = await due(db, found)
  return names.length > 0 ? wrong(`Not migrated: ${names.join(', ')}`) : good('The database is up to date')
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function good(said: string): Finding {
  return { state: 'good', said }
}

function doubtful(said: string): Finding {
  return { state: 'doubtful', said }
}

function wrong(said: string): Finding {
  return { state: 'wrong', said }
}
