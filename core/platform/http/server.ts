import { server as createServer, type Server } from '@hapi/hapi'
import vision from '@hapi/vision'
import type { App } from '../../module.ts'
import { guardAccess } from './access.ts'
import { useAdminHome } from './admin-home.ts'
import { useAssets } from './assets.ts'
import { useHeaders } from './csp.ts'
import { useCsrf } from './csrf.ts'
import { useErrorPages } from './error-page.ts'
import { useFlash } from './flash.ts'
import { useHealth } from './health.ts'
import { useLanguage } from './language.ts'
import { useRequestLog } from './log.ts'
import { createMetrics, useMetrics } from './metrics.ts'
import { useSessions } from './session.ts'
import type { HttpOptions } from './state.ts'
import { compileOptions, coreRealm, viewFolders } from './views.ts'

/**
 * Makes the server with everything but the clinic's own routes, which the caller adds before it starts.
 * Extensions run in the order in which they are put on here.
 */
export async function createHttp(app: App, options: HttpOptions): Promise<Server> {
  const server = bareServer(app)
  const metrics = createMetrics(app)
  server.app.house = { ...options, app, metrics }
  await useRequestLog(server, app)
  await useViews(server, app)
  await useSessions(server, app)
  guardAccess(server)
  await useCsrf(server, app)
  useErrorPages(server)
  useHeaders(server, app)
  useFlash(server)
  useLanguage(server, app)
  useAdminHome(server)
  await useAssets(server)
  useHealth(server, app)
  useMetrics(server, app, metrics)
  return server
}

function bareServer(app: App) {
  return createServer({
    host: app.config.host,
    port: app.config.port,
    debug: false,
    router: { stripTrailingSlash: true },
    routes: { payload: { maxBytes: 1024 * 1024 }, state: { failAction: 'ignore' } },
    state: { strictHeader: false, ignoreErrors: true },
  })
}

/** vision finds pages, the theme's first; partials and live pushes come from the same realm. */
async function useViews(server: Server, app: App) {
  await server.register(vision)
  server.views({
    engines: { hbs: coreRealm(app).handlebars },
    path: viewFolders(app),
    compileOptions,
  })
}
