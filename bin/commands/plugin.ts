import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../../config/load.ts'
import type { Config } from '../../config/schema.ts'
import { pathsOf } from '../../core/paths.ts'
import { inspectFolder, type Inspected, report, survey } from '../../core/platform/host/loading/discover.ts'
import { checkAll } from '../../core/platform/host/loading/shape.ts'
import type { Plugin } from '../../core/plugin/index.ts'
import { bring, replace, stageIn } from '../install.ts'
import { say } from '../terminal.ts'

const usage = [
  'Usage: qiantai plugin add <folder|tarball|package>',
  '       qiantai plugin list',
  '       qiantai plugin remove <id>',
].join('\n')

/** `plugin add`, `plugin list` and `plugin remove`. A running front desk notices at its next start. */
export async function run([verb, what, ...more]: string[]): Promise<number> {
  const config = loadConfig()
  if (verb === 'list' && what === undefined) return list(config)
  if (!what || more.length > 0) throw new Error(usage)
  if (verb === 'add') return add(config, what)
  if (verb === 'remove') return remove(config, what)
  throw new Error(usage)
}

/** Checks before anything is put in place: a bad plugin changes nothing. */
async function add(config: Config, what: string): Promise<number> {
  await using stage = await stageIn(config.data)
  const home = await bring(what, stage.path)
  const plugin = await insistOnGood(config, home)
  const place = join(pathsOf(config).plugins, plugin.id)
  const isKnown = existsSync(place)
  const version = await versionIn(home)
  await replace(home, place, stage.path)
  say(`${isKnown ? 'Updated' : 'Added'} ${plugin.id}${version && ` ${version}`} in ${place}.`)
  say(`It brings: ${kindsOf(plugin) || 'no kind of channel'}.\n`)
  say('Restart the front desk to use it; then add an account under Settings → Channels.')
  return 0
}

async function insistOnGood(config: Config, home: string): Promise<Plugin> {
  const { plugin, faults } = await inspectFolder(home)
  if (!plugin) throw new Error(report(faults))
  const others = (await survey(config)).filter(({ name, origin }) => origin !== 'data' || name !== plugin.id)
  const clashes = checkAll([...others.flatMap((other) => other.plugin ?? []), plugin])
  if (clashes.length > 0) throw new Error(report(clashes))
  return plugin
}

async function list(config: Config): Promise<number> {
  const found = await survey(config)
  for (const each of found) say(await lineOf(config, each))
  const faults = found.flatMap((each) => each.faults)
  if (faults.length > 0) say(`\n${report(faults)}`)
  return faults.length > 0 ? 1 : 0
}

const origins = { program: 'part of Qiantai', data: 'added', package: 'package' }

async function lineOf(config: Config, { name, origin, plugin }: Inspected): Promise<string> {
  const version = origin === 'data' ? await versionIn(join(pathsOf(config).plugins, name)) : ''
  const kinds = plugin ? kindsOf(plugin) : 'cannot be used'
  return `${(plugin?.id ?? name).padEnd(20)}${version.padEnd(10)}${origins[origin].padEnd(18)}${kinds}`
}

/** Its tables and its accounts' history stay: `add` brings all of it back. */
async function remove(config: Config, id: string): Promise<number> {
  const found = (await survey(config)).find(({ name, plugin }) => name === id || plugin?.id === id)
  if (!found) throw new Error(`There is no plugin ${id}. \`qiantai plugin list\` shows them.`)
  if (found.origin === 'program') throw new Error(`${id} is part of Qiantai.`)
  if (found.origin === 'package') throw new Error(`${id} is a package: take it out of QIANTAI_PLUGINS.`)
  await using stage = await stageIn(config.data)
  await rename(join(pathsOf(config).plugins, found.name), join(stage.path, 'removed'))
  say(`Removed ${id}. Its accounts are closed at the next start; what was said over them stays.`)
  return 0
}

function kindsOf({ channels = [] }: Plugin): string {
  return channels.map(({ kind }) => kind).join(', ')
}

/** As its package.json says; empty where it has none. */
async function versionIn(home: string): Promise<string> {
  const file = join(home, 'package.json')
  return existsSync(file) ? String(JSON.parse(await readFile(file, 'utf8')).version ?? '') : ''
}
