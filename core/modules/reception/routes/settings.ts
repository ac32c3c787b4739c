import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  localeOf,
  orForm,
  page,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { settingsPage } from '../pages/settings.ts'
import { saveReceptionSettings } from '../service/settings.ts'
import { base, manage } from './manage.ts'
import { sections } from './settings-form.ts'

const template = 'admin/reception/index'

/** How the clinic hands out conversations, a form for each part. */
export function settingsRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '', (request, h) => show(app, request, h)),
    ...Object.keys(sections).map((section) =>
      manage('POST', `/${section}`, (request, h) => save(app, request, h, section)),
    ),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await settingsPage(app, localeOf(request)))
}

async function save(app: App, request: Request, h: ResponseToolkit, section: string) {
  const context = (typed: Typed) => settingsPage(app, localeOf(request), typed)
  return orForm(h, request, { template, context }, async () => {
    const change = sections[section]?.(fieldsOf(request.payload)) ?? {}
    await saveReceptionSettings(app, viewerOf(request), change)
    return seeOther(h, `${base}#${section}`, 'common.saved')
  })
}
