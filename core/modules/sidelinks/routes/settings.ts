import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { formPage } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { settingsPage } from '../pages/settings.ts'
import { saveSettings } from '../settings.ts'

/** How long links work, how many short messages may leave, and which did. */
export function settingsRoutes(app: App): ServerRoute[] {
  return formPage({
    path: '/admin/side-links',
    permission: 'reception.manage',
    template: 'admin/sidelinks/index',
    context: (locale, typed) => settingsPage(app, locale, typed),
    save: (viewer, fields) => saveSettings(app, actorOf(viewer), fields),
  })
}
