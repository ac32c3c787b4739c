import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import type { ChannelKind, Plugin } from '../../plugin/index.ts'
import {
  localeOf,
  orForm,
  originOf,
  page,
  seeOther,
  type Typed,
  viewerOf,
} from '../../platform/http/index.ts'
import { type Actor, actorOf, findAgent } from '../agents/index.ts'
import { kindOf } from './channel.ts'
import { imageOwner, imagePath } from './fields.ts'
import { readForm } from './form.ts'
import { channelPage, kindsPage, listPage, newPage } from './pages.ts'
import { hasSetup, renderSetup } from './realm.ts'
import {
  addChannel,
  channelOf,
  type ChannelForm,
  editChannel,
  pauseChannel,
  removeChannel,
  resumeChannel,
  rotateKey,
} from './service.ts'

const access = { permission: 'channels.manage' }
const get = { app: { access } }
const post = { app: { access } }
const upload = {
  app: { access },
  payload: { maxBytes: 12 * 1024 * 1024, multipart: { output: 'annotated' as const } },
}

/** The admin's pages of channels, and the images of their settings. */
export function channelRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/admin/channels', options: get, handler: (request, h) => list(app, request, h) },
    {
      method: 'GET',
      path: '/admin/channels/new',
      options: get,
      handler: (request, h) => kinds(app, request, h),
    },
    { method: 'GET', path: newPath, options: get, handler: (request, h) => showNew(app, request, h) },
    { method: 'POST', path: newPath, options: upload, handler: (request, h) => add(app, request, h) },
    { method: 'GET', path: onePath, options: get, handler: (request, h) => show(app, request, h) },
    { method: 'POST', path: onePath, options: upload, handler: (request, h) => edit(app, request, h) },
    {
      method: 'GET',
      path: `${onePath}/setup`,
      options: get,
      handler: (request, h) => setup(app, request, h),
    },
    action(app, 'pause', pauseChannel, 'channels.done.paused'),
    action(app, 'opening', resumeChannel, 'channels.done.resumed'),
    action(app, 'key', rotateKey, 'channels.done.rotated'),
    action(app, 'removal', removeChannel, 'channels.done.removed', '/admin/channels'),
    {
      method: 'GET',
      path: `${imagePath}/{uid}`,
      options: { app: { access: 'public', crossSite: true }, auth: false },
      handler: (request, h) => image(app, request, h),
    },
  ]
}

const newPath = '/admin/channels/new/{plugin}/{kind}'
const onePath = '/admin/channels/{id}'

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

async function add(app: App, request: Request, h: ResponseToolkit) {
  const { plugin, kind } = kindIn(app, request)
  const context = (form: Typed) => newPage(app, plugin, kind, localeOf(request), form)
  return orForm(h, request, { template: 'admin/channels/new', context }, async () => {
    const form = await formOf(app, kind, request)
    const id = await addChannel(app, actorOf(viewerOf(request)), {
      plugin: plugin.id,
      kind: kind.kind,
      ...form,
    })
    return seeOther(h, `/admin/channels/${id}`, 'channels.done.added')
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelOf(app, idIn(request))
  const context = channelPage(app, channel, localeOf(request), hasSetup(app, channel))
  return page(h, request, 'admin/channels/show', context)
}

async function edit(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelOf(app, idIn(request))
  const kind = kindOf(app.plugins, channel)
  if (!kind) throw new NotFound(`plugin ${channel.plugin}`)
  const context = (form: Typed) => channelPage(app, channel, localeOf(request), hasSetup(app, channel), form)
  return orForm(h, request, { template: 'admin/channels/show', context }, async () => {
    await editChannel(app, actorOf(viewerOf(request)), channel.id, await formOf(app, kind, request))
    return seeOther(h, `/admin/channels/${channel.id}`, 'channels.done.saved')
  })
}

/** The plugin's own panel, as a frame of the account's page: its templates never mix with ours. */
async function setup(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelOf(app, idIn(request))
  if (!hasSetup(app, channel)) throw new NotFound(`setup of ${channel.plugin}`)
  const brief = request.query['brief'] !== undefined
  const place = { origin: originOf(app.config, request), locale: localeOf(request), brief }
  const html = renderSetup(app, channel, place)
  return h.response(`<turbo-frame id="channel-setup">${html}</turbo-frame>`).type('text/html')
}

async function image(app: App, request: Request, h: ResponseToolkit) {
  const file = await app.files.find(app.db, String(request.params.uid))
  if (!file || !(await isPublic(app, file))) throw new NotFound(`image ${request.params.uid}`)
  const response = h.file(app.files.path(file), { confine: false }).type(file.mime)
  return response.header('cache-control', 'public, max-age=31536000, immutable')
}

/** What customers see beside the words: a channel's pictures, and the face of whoever answers. */
async function isPublic(app: App, { uid, owner }: { uid: string; owner: string }): Promise<boolean> {
  const [kind, id] = owner.split(':')
  return owner === imageOwner || (kind === 'agent' && (await findAgent(app, Number(id)))?.avatar === uid)
}

function action(
  app: App,
  name: string,
  work: (app: App, actor: Actor, id: number) => Promise<unknown>,
  flash: string,
  next?: string,
): ServerRoute {
  return {
    method: 'POST',
    path: `${onePath}/${name}`,
    options: post,
    async handler(request, h) {
      const id = idIn(request)
      await work(app, actorOf(viewerOf(request)), id)
      return seeOther(h, next ?? `/admin/channels/${id}`, flash)
    },
  }
}

async function formOf(app: App, kind: ChannelKind, request: Request): Promise<ChannelForm> {
  const { images, ...form } = readForm(kind, { ...(request.payload as object) })
  const kinds: ['image'] = ['image']
  const stored = images.map(async ([name, data]) => {
    const file = await app.files.put({ owner: imageOwner, name, data, kinds })
    return [name, file.uid]
  })
  return { ...form, settings: { ...form.settings, ...Object.fromEntries(await Promise.all(stored)) } }
}

function kindIn(app: App, request: Request): { plugin: Plugin; kind: ChannelKind } {
  const plugin = app.plugins.find(({ id }) => id === request.params.plugin)
  const kind = plugin?.channels?.find((known) => known.kind === request.params.kind)
  if (!plugin || !kind) throw new NotFound(`kind ${request.params.plugin}/${request.params.kind}`)
  return { plugin, kind }
}

function idIn(request: Request): number {
  const id = Number(request.params.id)
  if (!Number.isSafeInteger(id)) throw new NotFound('channel')
  return id
}
