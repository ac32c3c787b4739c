import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { formPage } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { settingsPage } from '../pages/settings.ts'
import { saveRatingSettings } from '../settings.ts'

/** When and how customers are asked. */
export function settingsRoutes(app: App): ServerRoute[] {
  return formPage({
    path: '/admin/ratings',
    permission: 'reception.manage',
    template: 'admin/ratings/index',
    context: (locale, typed) => settingsPage(app, locale, typed),
    save: (viewer, fields) => saveRatingSettings(app, actorOf(viewer), fields),
  })
}
