import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { idIn, page, parse, seeOther, stream, viewerOf } from '../../../platform/http/index.ts'
import { awaitedBy } from '../handling/passed-on.ts'
import { forgetFilter, saveFilter } from '../finding/filters.ts'
import { rowsOf } from '../finding/list.ts'
import {
  addressOf,
  gone,
  landing,
  listScreen,
  queryOf,
  type Search,
  searchFields,
  searchIn,
  viewCounts,
} from './list-screen.ts'

const options = { app: { access: 'signed-in' as const } }

const hinted = joi.object<Search & { ids: string }>({
  ...searchFields,
  ids: joi
    .string()
    .pattern(/^\d{1,12}(,\d{1,12}){0,199}$/)
    .required(),
})
const named = joi.object<{ name: string; search: string }>({
  name: joi.string().trim().max(40).required(),
  search: joi.string().max(600).allow('').required(),
})
const search = joi.object<Search>(searchFields)

/** The list of conversations, whole and by rows, and the agent's saved filters. */
export function deskRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/desk', options, handler: (request, h) => showDesk(app, request, h) },
    { method: 'GET', path: '/desk/rows', options, handler: (request, h) => showRows(app, request, h) },
    {
      method: 'GET',
      path: '/desk/transfers',
      options,
      handler: async (request, h) =>
        page(h, request, 'agent/transfers', { awaited: await awaitedBy(app, viewerOf(request)) }),
    },
    { method: 'POST', path: '/desk/filters', options, handler: (request, h) => keepFilter(app, request, h) },
    {
      method: 'POST',
      path: '/desk/filters/{id}/removal',
      options,
      handler: async (request, h) => {
        await forgetFilter(app, viewerOf(request), idIn(request))
        return seeOther(h, '/desk')
      },
    },
  ]
}

async function showDesk(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const isAsked = Object.keys(request.query).length > 0
  const list = await listScreen(app, viewer, isAsked ? searchIn(request) : await landing(app, viewer))
  return page(h, request, 'agent/desk', { list })
}

/** What has become of these conversations in this view, as Turbo Streams. */
async function showRows(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const { ids: text, ...wanted } = parse(hinted, request.query)
  const ids = [...new Set(text.split(',').map(Number))]
  const rows = await rowsOf(app, viewer, ids, { ...queryOf(wanted), ...(wanted.q && { view: undefined }) })
  const context = {
    rows,
    gone: gone(ids, rows),
    counts: await viewCounts(app, viewer),
    search: addressOf({ ...wanted, before: undefined }),
  }
  return stream(h, request, 'partials/row-stream', context)
}

async function keepFilter(app: App, request: Request, h: ResponseToolkit) {
  const { name, search: address } = parse(named, request.payload)
  const wanted = parse(search, Object.fromEntries(new URLSearchParams(address)))
  await saveFilter(app, viewerOf(request), { name, query: queryOf(wanted) })
  return seeOther(h, `/desk${addressOf(wanted)}`, 'desk.done.filterSaved')
}
