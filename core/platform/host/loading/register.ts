import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { pluginRealm, toolsOf } from '../../../modules/channels/index.ts'
import type { Brand, Host, Plugin, SocketEndpoint } from '../../../plugin/index.ts'
import { createLimiter } from '../../http/limiter.ts'
import { addressOf, originOf } from '../../http/peer.ts'
import type { Accounts } from '../accounts/accounts.ts'
import { linkFor } from '../links/leaving.ts'
import { type Assets, assetsOf } from './assets.ts'

/** What plugins serve beside their channels. */
export type Registrations = { routes: ServerRoute[]; sockets: SocketEndpoint[] }

/** Lets every plugin register its pages and sockets. Throws where one reaches outside its own addresses. */
export async function registerAll(
  app: App,
  accounts: Accounts,
  brand: () => Promise<Brand>,
): Promise<Registrations> {
  const registrations: Registrations = { routes: [], sockets: [] }
  for (const plugin of app.plugins) {
    const assets = assetsOf(plugin)
    registrations.routes.push(...assets.routes)
    await plugin.register?.(hostOf(app, plugin, { accounts, assets, brand, registrations }))
  }
  return registrations
}

type Parts = {
  accounts: Accounts
  assets: Assets
  brand: () => Promise<Brand>
  registrations: Registrations
}

function hostOf(app: App, plugin: Plugin, { accounts, assets, brand, registrations }: Parts): Host {
  const tools = toolsOf(app, { plugin: plugin.id })
  return {
    ...tools,
    route: (route) => void registrations.routes.push(publicRoute(plugin, route)),
    socket: (endpoint) =>
      void registrations.sockets.push({ ...endpoint, path: ownAddress(plugin, endpoint.path) }),
    channel: (key) => accounts.withKey(plugin.id, key)?.channel,
    link: linkFor(app, accounts, plugin.id),
    view: (template, context) => pluginRealm(app, plugin).render(template, context),
    translate: app.i18n.t,
    brand,
    secret: (purpose) => app.vault.derive(`plugin:${plugin.id}:${purpose}`),
    origin: (request) => originOf(app.config, request),
    allow: createLimiter(tools.now),
    address: (request) => addressOf(app.config, request),
    asset: assets.address,
    assetFile: assets.file,
  }
}

/** No session of an agent reaches a plugin's page, and other sites may call it: it knows its callers by itself. */
function publicRoute(plugin: Plugin, route: ServerRoute): ServerRoute {
  const path = ownAddress(plugin, route.path)
  const options = typeof route.options === 'function' ? undefined : route.options
  if (typeof route.options === 'function')
    throw new Error(`${plugin.id}: ${path}: route options are no function`)
  return { ...route, path, options: { ...options, auth: false, app: { access: 'public', crossSite: true } } }
}

function ownAddress(plugin: Plugin, path: string): string {
  if (path.startsWith(`/p/${plugin.id}/`) || plugin.aliases?.includes(path)) return path
  throw new Error(`${plugin.id}: ${path} is neither below /p/${plugin.id}/ nor one of its aliases`)
}
