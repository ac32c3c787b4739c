import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from '../../../plugin/index.ts'
import { checkAll, checkShape, type PluginFault } from './shape.ts'

const bundled = join(import.meta.dirname, '../../../../plugins')

type Found = { name: string; address: string }

/**
 * The plugins of the program (`plugins/`), of the data folder (`plugins/` in it) and the packages that config
 * names. Throws one error that lists every fault of every plugin: a bad plugin stops the boot.
 */
export async function discover(
  config: { data: string; plugins?: string[] },
  folder = bundled,
): Promise<Plugin[]> {
  const folders = [...(await entries(folder)), ...(await entries(join(config.data, 'plugins')))]
  const packages = (config.plugins ?? []).map((name) => ({ name, address: name }))
  const loaded = await Promise.all([...folders, ...packages].map(load))
  const plugins = loaded.flatMap(({ plugin }) => plugin ?? [])
  const faults = [...loaded.flatMap((result) => result.faults), ...checkAll(plugins)]
  if (faults.length > 0) throw new Error(report(faults))
  return plugins
}

async function entries(folder: string): Promise<Found[]> {
  if (!existsSync(folder)) return []
  const children = await readdir(folder, { withFileTypes: true })
  const names = children
    .filter((child) => child.isDirectory() || child.isSymbolicLink())
    .map(({ name }) => name)
  return names.sort().map((name) => ({ name, address: entryOf(join(folder, name)) }))
}

function entryOf(home: string): string {
  const source = join(home, 'index.ts')
  return pathToFileURL(existsSync(source) ? source : join(home, 'index.js')).href
}

async function load({ name, address }: Found): Promise<{ plugin?: Plugin; faults: PluginFault[] }> {
  try {
    const { default: plugin } = await import(address)
    const faults = await checkShape(name, plugin)
    return faults.length > 0 ? { faults } : { plugin, faults }
  } catch (error) {
    return {
      faults: [
        { plugin: name, place: address, fault: error instanceof Error ? error.message : String(error) },
      ],
    }
  }
}

function report(faults: PluginFault[]): string {
  const lines = faults.map(({ plugin, place, fault }) => `  ${plugin}: ${place}: ${fault}`)
  return ['Plugins cannot be used as they are:', ...lines].join('\n')
}
