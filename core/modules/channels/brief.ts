import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../../module.ts'
import type { ChannelBrief } from './channel.ts'
import { briefRows } from './store.ts'

/** The address of the sign that a plugin has drawn for this kind (`icons/<kind>.svg`), or undefined. */
export function iconOf(
  app: Pick<App, 'plugins'>,
  { plugin, kind }: { plugin: string; kind: string },
): string | undefined {
  const home = app.plugins.find(({ id }) => id === plugin)?.home
  if (!home || !existsSync(join(home, 'icons', `${kind}.svg`))) return undefined
  return `/p/${plugin}/icons/${kind}.svg`
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
