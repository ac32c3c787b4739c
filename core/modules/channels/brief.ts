import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../../module.ts'
import type { Plugin } from '../../plugin/index.ts'
import type { ChannelBrief } from './channel.ts'
import { briefRows } from './store.ts'

const signs = new WeakMap<Plugin, ReadonlySet<string>>()

/** The address of the sign that a plugin has drawn for this kind (`icons/<kind>.svg`), or undefined. */
export function iconOf(
  app: Pick<App, 'plugins'>,
  { plugin, kind }: { plugin: string; kind: string },
): string | undefined {
  const owner = app.plugins.find(({ id }) => id === plugin)
  return owner && signsOf(owner).has(`${kind}.svg`) ? `/p/${plugin}/icons/${kind}.svg` : undefined
}

/** Looked for once: every row of the desk asks, and the files of a plugin stay as they are while we run. */
function signsOf(plugin: Plugin): ReadonlySet<string> {
  const folder = join(plugin.home, 'icons')
  const known = signs.get(plugin) ?? new Set(existsSync(folder) ? readdirSync(folder) : [])
  signs.set(plugin, known)
  return known
}

/** What a row or a header shows of this channel. */
export function channelBrief(app: Pick<App, 'plugins'>, channel: Omit<ChannelBrief, 'icon'>): ChannelBrief {
  const { id, name, plugin, kind, rehearsal } = channel
  const icon = iconOf(app, channel)
  return { id, name, plugin, kind, rehearsal, ...(icon && { icon }) }
}

/** The same by ids, for deleted channels too: their history stays. */
export async function channelBriefs(
  app: Pick<App, 'db' | 'plugins'>,
  ids: number[],
): Promise<Map<number, ChannelBrief>> {
  const rows = await briefRows(app.db, ids)
  return new Map(rows.map((row) => [row.id, channelBrief(app, row)]))
}
