import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { idIn, localeOf, orForm, page, seeOther, type Typed, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { type DestinationKind, isDestinationKind } from '../destination.ts'
import { readDestination } from '../form.ts'
import { editPage } from '../pages/edit.ts'
import { listPage } from '../pages/list.ts'
import { reasonText } from '../sending.ts'
import {
  addDestination,
  destinationOf,
  editDestination,
  enableDestination,
  removeDestination,
  restoreDestination,
  tryDestination,
} from '../service.ts'
import { manage, root } from './manage.ts'

const newPath = '/new/{kind}'
const onePath = '/{id}'
const list = 'admin/alerts/index'
const form = 'admin/alerts/edit'

/** Where alerts go: the list, the form, and what an admin does to one. */
export function destinationRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '', (request, h) => showList(app, request, h)),
    manage('GET', newPath, (request, h) => showNew(app, request, h)),
    manage('POST', newPath, (request, h) => add(app, request, h)),
    manage('GET', onePath, (request, h) => showOne(app, request, h)),
    manage('POST', onePath, (request, h) => save(app, request, h)),
    manage('POST', `${onePath}/trial`, (request, h) => trial(app, request, h)),
    manage('POST', `${onePath}/state`, (request, h) => setState(app, request, h)),
    manage('POST', `${onePath}/removal`, (request, h) => remove(app, request, h)),
    manage('POST', `${onePath}/removal/removal`, (request, h) => restore(app, request, h)),
  ]
}

async function showList(app: App, request: Request, h: ResponseToolkit) {
  const justRemoved = Number(request.query['removed']) || undefined
  return page(h, request, list, await listPage(app, localeOf(request), { justRemoved }))
}

async function showNew(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, form, await editPage(app, localeOf(request), { kind: kindIn(request) }))
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  const kind = kindIn(request)
  const context = (typed: Typed) => editPage(app, localeOf(request), { kind }, typed)
  return orForm(h, request, { template: form, context }, async () => {
    const read = readDestination(app, kind, { ...(request.payload as object) })
    await addDestination(app, actorOf(viewerOf(request)), kind, read)
    return seeOther(h, root, 'alerts.done.added')
  })
}

async function showOne(app: App, request: Request, h: ResponseToolkit) {
  const destination = await destinationOf(app, idIn(request))
  const context = await editPage(app, localeOf(request), { kind: destination.kind, destination })
  return page(h, request, form, context)
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const destination = await destinationOf(app, idIn(request))
  const { id, kind } = destination
  const context = (typed: Typed) => editPage(app, localeOf(request), { kind, destination }, typed)
  return orForm(h, request, { template: form, context }, async () => {
    const read = readDestination(app, kind, { ...(request.payload as object) }, destination)
    await editDestination(app, actorOf(viewerOf(request)), id, read)
    return seeOther(h, root, 'common.saved')
  })
}

/** The answer of the other side stands beside the button at once. */
async function trial(app: App, request: Request, h: ResponseToolkit) {
  const [id, locale] = [idIn(request), localeOf(request)]
  const refused = await tryDestination(app, id)
  const fault = refused && reasonText(app, locale, refused.message)
  return page(h, request, list, await listPage(app, locale, { trial: { id, fault } }))
}

async function setState(app: App, request: Request, h: ResponseToolkit) {
  const enabled = 'enabled' in { ...(request.payload as object) }
  await enableDestination(app, actorOf(viewerOf(request)), idIn(request), enabled)
  return seeOther(h, root, enabled ? 'alerts.done.enabled' : 'alerts.done.disabled')
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await removeDestination(app, actorOf(viewerOf(request)), id)
  return seeOther(h, `${root}?removed=${id}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreDestination(app, actorOf(viewerOf(request)), idIn(request))
  return seeOther(h, root, 'alerts.done.restored')
}

function kindIn(request: Request): DestinationKind {
  const kind = String(request.params.kind)
  if (!isDestinationKind(kind)) throw new NotFound(`kind ${kind}`)
  return kind
}
