import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from '../../../plugin/index.ts'
import { checkAll, checkShape, type PluginFault } from './shape.ts'

const bundled = join(import.meta.dirname, '../../../../plugins')

/** Where a plugin comes from: the program itself, the data folder, or a package that config names. */
export type Origin = 'program' | 'data' | 'package'

/** A plugin, or everything that is wrong with it. */
export type Inspected = { name: string; origin: Origin; plugin?: Plugin; faults: PluginFault[] }

type Found = { name: string; origin: Origin; address: string }

/**
 * The plugins of the program (`plugins/`), of the data folder (`plugins/` in it) and the packages that config
 * names. Throws one error that lists every fault of every plugin: a bad plugin stops the boot.
 */
export async function discover(
  config: { data: string; plugins?: string[] },
  folder = bundled,
): Promise<Plugin[]> {
  const found = await survey(config, folder)
  const plugins = found.flatMap(({ plugin }) => plugin ?? [])
  const faults = [...found.flatMap((each) => each.faults), ...checkAll(plugins)]
  if (faults.length > 0) throw new Error(report(faults))
  return plugins
}

/** Every plugin that is there, good or bad. */
export async function survey(
  config: { data: string; plugins?: string[] },
  folder = bundled,
): Promise<Inspected[]> {
  const own = await entries(folder, 'program')
  const added = await entries(join(config.data, 'plugins'), 'data')
  const packages = (config.plugins ?? []).map((name) => ({ name, origin: 'package' as const, address: name }))
  return Promise.all([...own, ...added, ...packages].map(load))
}

/** The plugin in a folder that is no plugin of the clinic yet. */
export async function inspectFolder(home: string): Promise<Inspected> {
  return load({ name: basename(home), origin: 'data', address: entryOf(home) })
}

/** All faults in one message. */
export function report(faults: PluginFault[]): string {
  const lines = faults.map(({ plugin, place, fault }) => `  ${plugin}: ${place}: ${fault}`)
  return ['Plugins cannot be used as they are:', ...lines].join('\n')
}

async function entries(folder: string, origin: Origin): Promise<Found[]> {
  if (!existsSync(folder)) return []
  const children = await readdir(folder, { withFileTypes: true })
  const names = children
    .filter((child) => child.isDirectory() || child.isSymbolicLink())
    .map(({ name }) => name)
  return names.sort().map((name) => ({ name, origin, address: entryOf(join(folder, name)) }))
}

function entryOf(home: string): string {
  const source = join(home, 'index.ts')
  return pathToFileURL(existsSync(source) ? source : join(home, 'index.js')).href
}

async function load({ name, origin, address }: Found): Promise<Inspected> {
  try {
    const { default: plugin } = await import(address)
    const faults = await checkShape(name, plugin)
    return faults.length > 0 ? { name, origin, faults } : { name, origin, plugin, faults }
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    return { name, origin, faults: [{ plugin: name, place: address, fault }] }
  }
}
