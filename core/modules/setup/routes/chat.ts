import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { fieldsOf, localeOf, orForm, seeOther, type Typed, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { bar, noteChannel, progressOf } from '../progress.ts'
import { type Offer, openStarter, starterFields, starterOf, tryOut } from '../starter.ts'
import { stepPage } from './step-page.ts'

const path = '/setup/chat'

/** The first channel, and a place to try it. */
export function chatRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path,
      options: { app: { access: { permission: 'settings.manage' } } },
      handler: (request, h) => show(app, request, h),
    },
    {
      method: 'POST',
      path,
      options: { app: { access: { permission: 'channels.manage' } } },
      handler: (request, h) => open(app, request, h),
    },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const offer = starterOf(app)
  return stepPage(app, request, h, 'chat', async (channelId) => {
    const channel = await tryOut(app, channelId)
    const fields = offer && !channel ? await starterFields(app, offer, localeOf(request)) : []
    return { channel, fields, hasOffer: offer !== undefined }
  })
}

async function open(app: App, request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  const offer = starterOf(app)
  if (!offer) throw new NotFound('no kind of channel to begin with')
  const context = (typed: Typed) => formAgain(app, offer, localeOf(request), typed)
  return orForm(h, request, { template: 'setup/chat', context }, async () => {
    const values = fieldsOf(request.payload)
    const id = await openStarter(app, actorOf(viewerOf(request)), offer, values, localeOf(request))
    await noteChannel(app.db, id)
    return seeOther(h, path)
  })
}

async function formAgain(app: App, offer: Offer, locale: string, typed: Typed) {
  const fields = await starterFields(app, offer, locale, typed)
  const progress = await progressOf(app.db)
  const fault = typed.faults['form']
  return { step: 'chat', bar: bar('chat', progress?.step), hasOffer: true, fields, fault }
}
