import type { Request, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  localeOf,
  seeOther,
  uploadOf,
  uploadPayload,
  viewerOf,
} from '../../../platform/http/index.ts'
import { type Actor, actorOf } from '../../agents/index.ts'
import { clinicForm, clinicForms, saveHours, saveLook, savePrivacy } from '../../clinic/index.ts'
import { advance, bar, finish, progressOf, type Step } from '../progress.ts'
import { chatRoutes } from './chat.ts'
import { securityRoutes } from './security.ts'
import { stepPage } from './step-page.ts'

const access = { permission: 'settings.manage' }
const options = { app: { access } }

type Save = (actor: Actor, request: Request) => Promise<void>

/** The steps of the wizard, for the owner alone. */
export function stepRoutes(app: App): ServerRoute[] {
  const look: Save = (actor, { payload }) =>
    saveLook(app, actor, fieldsOf(payload), uploadOf(payload, 'logo'))
  return [
    ...securityRoutes(app),
    show(app, 'clinic'),
    { ...save(app, 'clinic', look), options: { ...options, payload: uploadPayload } },
    show(app, 'hours'),
    save(app, 'hours', (actor, request) => saveHours(app, actor, fieldsOf(request.payload))),
    show(app, 'privacy'),
    save(app, 'privacy', (actor, request) => savePrivacy(app, actor, fieldsOf(request.payload))),
    ...chatRoutes(app),
    skip(app, 'security'),
    skip(app, 'clinic'),
    skip(app, 'hours'),
    skip(app, 'privacy'),
    skip(app, 'chat'),
    {
      method: 'POST',
      path: '/setup/end',
      options,
      handler: async (_request, h) => seeOther(h, await finish(app.db)),
    },
  ]
}

function show(app: App, step: Step): ServerRoute {
  return {
    method: 'GET',
    path: `/setup/${step}`,
    options,
    handler: (request, h) => stepPage(app, request, h, step, () => clinicForms(app, localeOf(request))),
  }
}

/** Saves the step's form and goes on; a form that only copied a day's hours stays. */
function save(app: App, step: Step, work: Save): ServerRoute {
  return {
    method: 'POST',
    path: `/setup/${step}`,
    options,
    async handler(request, h) {
      const progress = await progressOf(app.db)
      const form = { template: `setup/${step}`, step, bar: bar(step, progress?.step) }
      return clinicForm(app, h, request, form, async () => {
        await work(actorOf(viewerOf(request)), request)
        const stays = fieldsOf(request.payload)['copy'] !== undefined
        return seeOther(h, stays ? `/setup/${step}` : await advance(app.db, step))
      })
    },
  }
}

function skip(app: App, step: Step): ServerRoute {
  return {
    method: 'POST',
    path: `/setup/${step}/skip`,
    options,
    handler: async (_request, h) => seeOther(h, await advance(app.db, step)),
  }
}
