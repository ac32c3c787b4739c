import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  idIn,
  page,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsJson,
  wantsStream,
} from '../../../platform/http/index.ts'
import {
  type Chosen,
  chosen,
  personOf,
  personScreen,
  refusedFor,
  suggestionsFor,
} from '../../people/index.ts'
import { candidatesFor } from './candidates.ts'
import { mergePeople } from './merge.ts'
import { mergePreview, sideOf } from './preview.ts'
import { takeRefusalBack, refuseMerge } from './refusing.ts'
import { splitMerge, splitOff } from './split.ts'
import { identitySplitPreview, mergeSplitPreview } from './split-preview.ts'

const options = { app: { access: { permission: 'people.merge' } } }
const path = '/people/{id}/merge'

const id = joi.number().integer().min(1)
const asked = joi.object<{ with?: number; q: string }>({
  with: id.empty(''),
  q: joi.string().trim().max(80).allow('').default(''),
})
const other = joi.object<{ with: number }>({ with: id.required() })
const merging = joi.object<{ with: number } & Partial<Record<Chosen, 'kept' | 'left'>>>({
  with: id.required(),
  ...Object.fromEntries(chosen.map((field) => [field, joi.valid('kept', 'left')])),
})

/** Two customers who are one, and one who is two: looked at first, then done, and taken back whenever it was wrong. */
export function mergingRoutes(app: App): ServerRoute[] {
  const splits = '/people/{id}/merges/{merge}'
  const parts = '/people/{id}/identities/{identity}/split'
  return [
    { method: 'GET', path, options, handler: (request, h) => preview(app, request, h) },
    { method: 'POST', path, options, handler: (request, h) => merge(app, request, h) },
    { method: 'POST', path: `${path}/refusal`, options, handler: (request, h) => refuse(app, request, h) },
    {
      method: 'POST',
      path: `${path}/refusal/removal`,
      options,
      handler: (request, h) => unrefuse(app, request, h),
    },
    { method: 'GET', path: splits, options, handler: (request, h) => previewSplit(app, request, h) },
    { method: 'POST', path: `${splits}/removal`, options, handler: (request, h) => split(app, request, h) },
    { method: 'GET', path: parts, options, handler: (request, h) => previewPart(app, request, h) },
    { method: 'POST', path: parts, options, handler: (request, h) => part(app, request, h) },
  ]
}

/** Without somebody to merge with, the page that asks for whom. */
async function preview(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const { with: left, q } = parse(asked, request.query)
  const kept = idIn(request)
  if (left !== undefined)
    return page(h, request, 'agent/merging/preview', await mergePreview(app, viewer, { kept, left }))
  const person = await sideOf(app, viewer, kept)
  const found = await candidatesFor(app, viewer, q, person.id)
  const suggestions = q ? [] : await suggestionsFor(app, viewer, person.id)
  const refused = q ? [] : await refusedFor(app, viewer, person.id)
  return page(h, request, 'agent/merging/search', { person, q, found, suggestions, refused })
}

async function merge(app: App, request: Request, h: ResponseToolkit) {
  const { with: from, ...choices } = parse(merging, request.payload)
  const picks = chosen.filter((field) => choices[field] === 'left')
  const mergeId = await mergePeople(app, viewerOf(request), { from, to: idIn(request), picks })
  if (wantsJson(request)) return h.response({ id: mergeId }).code(201)
  return seeOther(h, await pageOf(app, request, idIn(request)), 'people.merge.done')
}

async function refuse(app: App, request: Request, h: ResponseToolkit) {
  const { with: left } = parse(other, request.payload)
  await refuseMerge(app, viewerOf(request), idIn(request), left)
  return answer(app, request, h, { text: 'people.merge.refused', refused: left })
}

async function unrefuse(app: App, request: Request, h: ResponseToolkit) {
  await takeRefusalBack(app, viewerOf(request), idIn(request), parse(other, request.payload).with)
  return answer(app, request, h, { text: 'people.merge.unrefused' })
}

async function previewSplit(app: App, request: Request, h: ResponseToolkit) {
  const mergeId = idIn(request, 'merge')
  const action = `/people/${idIn(request)}/merges/${mergeId}/removal`
  return page(h, request, 'agent/merging/split', {
    ...(await mergeSplitPreview(app, viewerOf(request), mergeId)),
    action,
  })
}

async function split(app: App, request: Request, h: ResponseToolkit) {
  const personId = await splitMerge(app, viewerOf(request), idIn(request, 'merge'))
  if (wantsJson(request)) return h.response({ personId })
  return seeOther(h, `/people/${personId}`, 'people.merge.split')
}

async function previewPart(app: App, request: Request, h: ResponseToolkit) {
  const [personId, identityId] = [idIn(request), idIn(request, 'identity')]
  const action = `/people/${personId}/identities/${identityId}/split`
  return page(h, request, 'agent/merging/split', {
    ...(await identitySplitPreview(app, viewerOf(request), { personId, identityId })),
    action,
  })
}

async function part(app: App, request: Request, h: ResponseToolkit) {
  const [personId, identityId] = [idIn(request), idIn(request, 'identity')]
  const fresh = await splitOff(app, viewerOf(request), { personId, identityId })
  if (wantsJson(request)) return h.response({ personId: fresh })
  return seeOther(h, `/people/${fresh}`, 'people.merge.split')
}

/** The rail as it is now, with a line that takes it back; without scripts where the reception goes on. */
async function answer(
  app: App,
  request: Request,
  h: ResponseToolkit,
  done: { text: string; refused?: number },
) {
  const id = idIn(request)
  if (wantsStream(request)) {
    const person = await personScreen(app, viewerOf(request), id)
    return stream(h, request, 'agent/merging/refused-stream', { person, ...done })
  }
  if (wantsJson(request)) return h.response().code(204)
  return seeOther(h, await pageOf(app, request, id), done.text)
}

/** Where the reception goes on, if it does. */
async function pageOf(app: App, request: Request, personId: number): Promise<string> {
  const { id: now, earlier } = await personOf(app, viewerOf(request), personId)
  const open = earlier.find(({ status }) => status !== 'closed')
  return open ? `/conversations/${open.id}` : `/people/${now}`
}
