import type { Request, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import {
  fieldsOf,
  idIn,
  localeOf,
  orForm,
  page,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { listTeams } from '../../agents/index.ts'
import { type Channel, channelIn } from '../../channels/index.ts'
import { channelPage, groupPage } from '../pages/places.ts'
import { manage } from './manage.ts'

type Team = { id: number; name: string }

/** A page about one group or one account, which lies below `path`. */
export type One<Of> = {
  path: string
  template: string
  find: (app: App, request: Request) => Promise<Of>
  draw: (app: App, locale: string, of: Of, typed?: Typed) => Promise<Record<string, unknown>>
}

export const oneGroup: One<Team> = {
  path: '/groups/{id}',
  template: 'admin/reception/group',
  find: teamIn,
  draw: groupPage,
}

export const oneChannel: One<Channel> = {
  path: '/channels/{id}',
  template: 'admin/reception/channel',
  find: channelIn,
  draw: channelPage,
}

/** Shows the page. */
export function showsOne<Of>(app: App, { path, template, find, draw }: One<Of>): ServerRoute {
  return manage('GET', path, async (request, h) =>
    page(h, request, template, await draw(app, localeOf(request), await find(app, request))),
  )
}

/** What was said in a form, about whom, and by whom. */
export type Said<Of> = { of: Of; fields: Record<string, unknown>; viewer: Viewer }

/** Takes the form of the page that is sent to `form` below it. `keep` answers where to go then. */
export function keepsOne<Of>(
  app: App,
  { path, template, find, draw }: One<Of>,
  form: string,
  keep: (said: Said<Of>) => Promise<string>,
): ServerRoute {
  return manage('POST', path + form, async (request, h) => {
    const of = await find(app, request)
    const context = (typed: Typed) => draw(app, localeOf(request), of, typed)
    return orForm(h, request, { template, context }, async () => {
      const said = { of, fields: fieldsOf(request.payload), viewer: viewerOf(request) }
      return seeOther(h, await keep(said), 'common.saved')
    })
  })
}

async function teamIn(app: App, request: Request): Promise<Team> {
  const team = (await listTeams(app.db)).find(({ id }) => id === idIn(request))
  if (!team) throw new NotFound(`team ${request.params.id}`)
  return team
}
