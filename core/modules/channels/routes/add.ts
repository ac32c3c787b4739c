import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { localeOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { kindsPage, newPage } from '../pages/kinds.ts'
import { listPage } from '../pages/list.ts'
import { hasSetup } from '../realm.ts'
import { addChannel, channelOf } from '../service.ts'
import { saveOrForm, upload } from './forms.ts'
import { kindIn, options } from './request.ts'

const newPath = '/admin/channels/new/{plugin}/{kind}'

/** The list of accounts, and how another one is added. */
export function addRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/admin/channels', options, handler: (request, h) => list(app, request, h) },
    { method: 'GET', path: '/admin/channels/new', options, handler: (request, h) => kinds(app, request, h) },
    { method: 'GET', path: newPath, options, handler: (request, h) => showNew(app, request, h) },
    { method: 'POST', path: newPath, options: upload, handler: (request, h) => add(app, request, h) },
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'admin/channels/index', await listPage(app, localeOf(request)))
}

async function kinds(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'admin/channels/kinds', kindsPage(app, localeOf(request)))
}

async function showNew(app: App, request: Request, h: ResponseToolkit) {
  const { plugin, kind } = kindIn(app, request)
  return page(h, request, 'admin/channels/new', newPage(app, plugin, kind, localeOf(request)))
}

/** The next thing to do is said on the plugin's own page, where it has one. */
async function add(app: App, request: Request, h: ResponseToolkit) {
  const { plugin, kind } = kindIn(app, request)
  return saveOrForm(app, request, h, {
    template: 'admin/channels/new',
    kind,
    context: (form) => newPage(app, plugin, kind, localeOf(request), form),
    async save(form) {
      const account = { plugin: plugin.id, kind: kind.kind, ...form }
      const id = await addChannel(app, actorOf(viewerOf(request)), account)
      const next = hasSetup(app, await channelOf(app, id)) ? '/guide' : ''
      const done = form.untested ? 'channels.done.saved' : 'channels.done.added'
      return seeOther(h, `/admin/channels/${id}${next}`, done)
    },
  })
}
