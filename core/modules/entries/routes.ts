import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound, Unavailable } from '../../errors.ts'
import type { App } from '../../module.ts'
import { idIn, localeOf, orForm, page, seeOther, type Typed, viewerOf } from '../../platform/http/index.ts'
import { type Actor, actorOf } from '../agents/index.ts'
import { asked, type Channel, channelIn } from '../channels/index.ts'
import type { Entry } from './entry.ts'
import { entriesPage } from './pages.ts'
import { entryPicture } from './picture.ts'
import { archiveEntry, makeEntry, restoreEntry } from './service.ts'
import { findEntry } from './store.ts'

const options = { app: { access: { permission: 'channels.manage' } } }
const listPath = '/admin/channels/{id}/entries'
const onePath = `${listPath}/{entry}`
const template = 'admin/entries/index'

/** The admin's pages of entry points. */
export function entryRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: listPath, options, handler: (request, h) => list(app, request, h) },
    { method: 'POST', path: listPath, options, handler: (request, h) => make(app, request, h) },
    { method: 'GET', path: `${onePath}/picture`, options, handler: (request, h) => picture(app, request, h) },
    change(app, 'archive', archiveEntry, (id) => `?archived=${id}`),
    change(app, 'archive/removal', restoreEntry, () => '', 'entries.restored'),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const justArchived = Number(request.query['archived'])
  return page(h, request, template, await entriesPage(app, channel, localeOf(request), { justArchived }))
}

async function make(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const context = (typed: Typed) => entriesPage(app, channel, localeOf(request), { typed })
  return orForm(h, request, { template, context }, async () => {
    const { name, place } = { name: '', place: '', ...(request.payload as object) }
    const said = { name: String(name), place: String(place) }
    await makeEntry(app, actorOf(viewerOf(request)), channel.id, said)
    return seeOther(h, `/admin/channels/${channel.id}/entries`, 'entries.made')
  })
}

/** The code as a picture, to be shown or, with `?download`, kept under the name of what it is for. */
async function picture(app: App, request: Request, h: ResponseToolkit) {
  const { channel, entry } = await entryIn(app, request)
  const response = h.response(await pictureOf(app, channel, entry)).type('image/png')
  if (request.query['download'] === undefined) return response
  const name = encodeURIComponent(`${entry.name}.png`)
  return response.header('content-disposition', `attachment; filename="code.png"; filename*=UTF-8''${name}`)
}

/** Drawn by the provider where it insists, which it can only while the account is open. */
async function pictureOf(app: App, channel: Channel, { url }: Entry): Promise<Buffer> {
  const entries = app.channels.open(channel.id)?.entries
  if (!entries) throw new Unavailable('entries.refused.closed')
  const { picture } = entries
  return picture ? asked(app, channel, () => picture(url)) : entryPicture(url)
}

function change(
  app: App,
  name: string,
  work: (app: App, actor: Actor, id: number) => Promise<void>,
  next: (id: number) => string,
  flash?: string,
): ServerRoute {
  return {
    method: 'POST',
    path: `${onePath}/${name}`,
    options,
    async handler(request, h) {
      const { channel, entry } = await entryIn(app, request)
      await work(app, actorOf(viewerOf(request)), entry.id)
      return seeOther(h, `/admin/channels/${channel.id}/entries${next(entry.id)}`, flash)
    },
  }
}

async function entryIn(app: App, request: Request): Promise<{ channel: Channel; entry: Entry }> {
  const channel = await channelIn(app, request)
  const entry = await findEntry(app.db, idIn(request, 'entry'))
  if (entry?.channelId !== channel.id) throw new NotFound(`entry ${request.params.entry}`)
  return { channel, entry }
}
