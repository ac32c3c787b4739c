import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { localeOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { bar, noteChannel, progressOf } from '../progress.ts'
import { openStarter, starterFields, starterOf, tryOut } from '../starter.ts'
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
  const values = { ...(request.payload as Record<string, unknown>) }
  try {
    const id = await openStarter(app, actorOf(viewerOf(request)), offer, values, localeOf(request))
    await noteChannel(app.db, id)
    return seeOther(h, path)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const faults = Object.fromEntries(error.faults.map(({ field, message }) => [field || 'form', message]))
    const fields = await starterFields(app, offer, localeOf(request), { values, faults })
    const progress = await progressOf(app.db)
    const context = {
      step: 'chat',
      bar: bar('chat', progress?.step),
      hasOffer: true,
      fields,
      fault: faults['form'],
    }
    return (await page(h, request, 'setup/chat', context)).code(422)
  }
}
