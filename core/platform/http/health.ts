import type { Server } from '@hapi/hapi'
import { Unavailable } from '../../errors.ts'
import type { App } from '../../module.ts'
import { head } from '../events/index.ts'

/** `/livez`: the process answers. `/readyz`: the database is reached, and migrated, or nothing would be served yet. */
export function useHealth(server: Server, app: App): void {
  const options = { app: { access: 'public' as const }, auth: false as const }
  server.route([
    { method: 'GET', path: '/livez', options, handler: () => 'ok' },
    { method: 'GET', path: '/readyz', options, handler: () => ready(app) },
  ])
}

/** The log's newest cursor can be read once the tables are there. */
async function ready(app: App) {
  try {
    await head(app.db)
    return 'ok'
  } catch (error) {
    app.log.warn({ err: error }, 'http.not-ready')
    throw new Unavailable('errors.database')
  }
}
