import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../module.ts'
import { accountRoutes } from './routes/account.ts'
import { addRoutes } from './routes/add.ts'
import { authorizationRoutes } from './routes/authorization.ts'
import { configurationRoutes } from './routes/configuration.ts'
import { imageRoute } from './routes/images.ts'
import { menuRoutes } from './routes/menu.ts'
import { settingsRoutes } from './routes/settings.ts'

/** The admin's pages of channels, and the images of their settings. */
export function channelRoutes(app: App): ServerRoute[] {
  return [
    ...addRoutes(app),
    ...accountRoutes(app),
    ...settingsRoutes(app),
    ...configurationRoutes(app),
    ...authorizationRoutes(app),
    ...menuRoutes(app),
    imageRoute(app),
  ]
}
