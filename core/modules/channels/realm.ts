import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../../module.ts'
import { pathsOf } from '../../paths.ts'
import type { Plugin } from '../../plugin/index.ts'
import { createRealm, type Realm } from '../../platform/http/index.ts'
import { authorizationPath } from './authorization.ts'
import { type Channel, kindOf } from './channel.ts'
import { forPlugin, splitSecrets } from './fields.ts'
import { openSettings } from './settings.ts'

const realms = new WeakMap<App, Map<string, Realm>>()

/** A plugin's templates, with the clinic's theme (`theme/plugins/<id>/`) over them; made once. */
export function pluginRealm(app: App, plugin: Plugin): Realm {
  const known = realms.get(app) ?? new Map<string, Realm>()
  realms.set(app, known)
  const realm = known.get(plugin.id) ?? createRealm(app, viewFolders(app, plugin))
  known.set(plugin.id, realm)
  return realm
}

/** Has the plugin a panel of its own for accounts of this kind? */
export function hasSetup(app: App, channel: Channel): boolean {
  const plugin = app.plugins.find(({ id }) => id === channel.plugin)
  const file = `setup-${channel.kind}.hbs`
  return plugin !== undefined && viewFolders(app, plugin).some((folder) => existsSync(join(folder, file)))
}

/**
 * The plugin's panel for this account; its secrets are left out. `callback` is where its hooks are, `authorization`
 * where an admin comes back to from the provider.
 */
export function renderSetup(
  app: App,
  channel: Channel,
  page: { origin: string; locale: string; brief: boolean },
): string {
  const plugin = app.plugins.find(({ id }) => id === channel.plugin)
  const kind = kindOf(app.plugins, channel)
  if (!plugin || !kind) return ''
  const { open } = splitSecrets(kind.fields, forPlugin(kind.fields, openSettings(app, channel)))
  const { key, name } = channel
  const callback = `${page.origin}/hooks/${plugin.id}/${key}`
  const authorization = page.origin + authorizationPath(channel)
  const { host } = new URL(page.origin)
  const context = { key, name, host, callback, authorization, settings: open, ...page }
  return pluginRealm(app, plugin).render(`setup-${channel.kind}`, context)
}

function viewFolders(app: App, plugin: Plugin): string[] {
  return [join(plugin.home, 'views'), join(pathsOf(app.config).theme, 'plugins', plugin.id)]
}
