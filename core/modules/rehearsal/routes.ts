import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import Joi from 'joi'
import { Invalid, NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import {
  idIn,
  localeOf,
  page,
  parse,
  seeOther,
  stream,
  uploadPayload,
  viewerOf,
  wantsStream,
} from '../../platform/http/index.ts'
import { actorOf } from '../agents/index.ts'
import { actionIn } from './action.ts'
import { rehearsalPage } from './page.ts'
import { act, endRehearsal, phoneOf, rehearsalOf, startRehearsal } from './service.ts'

const options = { app: { access: { permission: 'channels.manage' } } }
const onePath = '/admin/channels/{id}/rehearsal'
const kindInput = Joi.object<{ plugin: string; kind: string }>({
  plugin: Joi.string().max(40).required(),
  kind: Joi.string().max(40).required(),
})

/** The page of a rehearsal: the patient's phone, what is done on it, and the end of it. */
export function rehearsalRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'POST',
      path: '/admin/channels/rehearsals',
      options,
      handler: (request, h) => start(app, request, h),
    },
    { method: 'GET', path: onePath, options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: `${onePath}/phone`, options, handler: (request, h) => refresh(app, request, h) },
    {
      method: 'POST',
      path: `${onePath}/acts`,
      options: { ...options, payload: uploadPayload },
      handler: (request, h) => perform(app, request, h),
    },
    {
      method: 'GET',
      path: `${onePath}/media/{medium}`,
      options,
      handler: (request, h) => media(app, request, h),
    },
    { method: 'POST', path: `${onePath}/removal`, options, handler: (request, h) => end(app, request, h) },
  ]
}

async function start(app: App, request: Request, h: ResponseToolkit) {
  const { plugin, kind } = parse(kindInput, request.payload)
  const actor = actorOf(viewerOf(request))
  const id = await startRehearsal(app, actor, { plugin, kind, locale: localeOf(request) })
  return seeOther(h, `/admin/channels/${id}/rehearsal`)
}

async function show(app: App, request: Request, h: ResponseToolkit, refusal?: string) {
  return page(h, request, 'admin/rehearsal/index', await contextOf(app, request, refusal))
}

/** The parts that change, for a page that is open already. */
async function refresh(app: App, request: Request, h: ResponseToolkit, refusal?: string) {
  return stream(h, request, 'admin/rehearsal/stream', await contextOf(app, request, refusal))
}

async function contextOf(app: App, request: Request, refusal?: string) {
  const channel = await rehearsalOf(app, idIn(request))
  return rehearsalPage(app, channel, localeOf(request), refusal)
}

async function perform(app: App, request: Request, h: ResponseToolkit) {
  const { id } = await rehearsalOf(app, idIn(request))
  const answer = wantsStream(request) ? refresh : show
  try {
    await act(app, id, actionIn(request.payload))
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return (await answer(app, request, h, error.faults[0]?.message)).code(422)
  }
  return wantsStream(request) ? refresh(app, request, h) : seeOther(h, `/admin/channels/${id}/rehearsal`)
}

/** The simulator has it from whoever rehearses: shown by name of its kind alone, and run by no browser. */
async function media(app: App, request: Request, h: ResponseToolkit) {
  const { id } = await rehearsalOf(app, idIn(request))
  const medium = phoneOf(app, id)?.phone.media(String(request.params.medium))
  if (!medium || !/^(image|audio|video)\/[\w.+-]+$/.test(medium.mime)) throw new NotFound('medium')
  return h
    .response(medium.data)
    .type(medium.mime)
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .header('cache-control', 'private, max-age=3600')
}

async function end(app: App, request: Request, h: ResponseToolkit) {
  const { kept } = await endRehearsal(app, actorOf(viewerOf(request)), idIn(request))
  return seeOther(h, '/admin/channels', kept > 0 ? 'rehearsal.done.kept' : 'rehearsal.done.ended')
}
