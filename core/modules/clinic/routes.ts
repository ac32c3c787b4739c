import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import {
  fieldsOf,
  localeOf,
  orForm,
  page,
  seeOther,
  type Typed,
  uploadOf,
  uploadPayload,
  viewerOf,
} from '../../platform/http/index.ts'
import { type Actor, actorOf } from '../agents/index.ts'
import { clinicForms, saveHours, savePrivacy, saveRegion, todayOf } from './forms.ts'
import { withException, withoutException } from './hours-form.ts'
import { logoOwner, saveLook } from './look.ts'
import { clinicOf, saveClinic } from './service.ts'

const template = 'admin/clinic/index'
const access = { permission: 'settings.manage' }
const options = { app: { access } }

/** What the clinic says of itself, and its logo for everybody. */
export function clinicRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/admin/clinic', options, handler: (request, h) => show(app, request, h) },
    {
      ...post(app, 'look', (actor, fields, request) =>
        saveLook(app, actor, fields, uploadOf(request.payload, 'logo')),
      ),
      options: { ...options, payload: uploadPayload },
    },
    post(app, 'hours', (actor, fields) => saveHours(app, actor, fields)),
    post(app, 'exceptions', (actor, fields) => addException(app, actor, fields)),
    post(app, 'exceptions/removal', (actor, fields) => dropException(app, actor, fields)),
    post(app, 'privacy', (actor, fields) => savePrivacy(app, actor, fields)),
    post(app, 'region', (actor, fields) => saveRegion(app, actor, fields)),
    {
      method: 'GET',
      path: '/brand/{uid}',
      options: { app: { access: 'public' }, auth: false },
      handler: (request, h) => logo(app, request, h),
    },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await clinicForms(app, localeOf(request)))
}

type Fields = Record<string, unknown>
type Save = (actor: Actor, fields: Fields, request: Request) => Promise<unknown>

/** One section of the page: saved, or shown again with what was wrong. */
function post(app: App, section: string, save: Save): ServerRoute {
  return {
    method: 'POST',
    path: `/admin/clinic/${section}`,
    options,
    async handler(request, h): Promise<ResponseObject> {
      const fields = fieldsOf(request.payload)
      const work = async () => {
        await save(actorOf(viewerOf(request)), fields, request)
        return seeOther(h, `/admin/clinic#${section.split('/')[0]}`, 'common.saved')
      }
      return clinicForm(app, h, request, { template, section }, work)
    },
  }
}

/** Does `work`, and where its input was wrong shows the page with the clinic's forms again, as they were typed. */
export async function clinicForm(
  app: App,
  h: ResponseToolkit,
  request: Request,
  { template, ...context }: { template: string; [name: string]: unknown },
  work: () => Promise<ResponseObject>,
): Promise<ResponseObject> {
  const forms = (typed: Typed) => clinicForms(app, localeOf(request), typed)
  const form = { template, context: async (typed: Typed) => ({ ...context, ...(await forms(typed)) }) }
  return orForm(h, request, form, work)
}

async function addException(app: App, actor: Actor, fields: Fields) {
  const clinic = await clinicOf(app.db)
  const hours = withException(clinic.hours, fields, todayOf(clinic, app.clock()))
  await saveClinic(app, actor, { hours })
}

async function dropException(app: App, actor: Actor, fields: Fields) {
  const { hours } = await clinicOf(app.db)
  await saveClinic(app, actor, { hours: withoutException(hours, String(fields['date'])) })
}

async function logo(app: App, request: Request, h: ResponseToolkit) {
  const file = await app.files.find(app.db, String(request.params['uid']))
  if (file?.owner !== logoOwner) throw new NotFound(`logo ${request.params['uid']}`)
  const response = h.file(app.files.path(file), { confine: false }).type(file.mime)
  return response.header('cache-control', 'public, max-age=31536000, immutable')
}
