import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { localeOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { kindOf } from '../channel.ts'
import { settingsPage } from '../pages/account.ts'
import { editChannel } from '../service.ts'
import { saveOrForm, upload } from './forms.ts'
import { channelIn, onePath, options } from './request.ts'

/** The form of an account. */
export function settingsRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path: `${onePath}/settings`,
      options,
      handler: (request, h) => show(app, request, h),
    },
    { method: 'POST', path: onePath, options: upload, handler: (request, h) => edit(app, request, h) },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  return page(h, request, 'admin/channels/settings', settingsPage(app, channel, localeOf(request)))
}

async function edit(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const kind = kindOf(app.plugins, channel)
  if (!kind) throw new NotFound(`plugin ${channel.plugin}`)
  return saveOrForm(app, request, h, {
    template: 'admin/channels/settings',
    kind,
    context: (form) => settingsPage(app, channel, localeOf(request), form),
    async save(form) {
      await editChannel(app, actorOf(viewerOf(request)), channel.id, form)
      return seeOther(h, `/admin/channels/${channel.id}/settings`, 'channels.done.saved')
    },
  })
}
