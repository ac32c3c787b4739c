import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Conflict, Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { idIn, localeOf, page, seeOther } from '../../../platform/http/index.ts'
import { done } from '../editor/deeds.ts'
import { draftOf, type FlowDraft, readDraft } from '../editor/draft.ts'
import { type EditorState, flowPage, flowsPage } from '../pages/flows.ts'
import { makeFlow, removeFlow, restoreFlow, saveFlow, storedFlow } from '../service/flows.ts'
import type { StoredFlow } from '../store/flows.ts'
import { actorIn, base, manage } from './manage.ts'

const template = 'admin/lines/flow'
const payload = { maxBytes: 256 * 1024 }
const listPath = `${base}/flows`

/** What callers hear: the list, and the editor, each of whose buttons posts the whole flow as it stands. */
export function flowRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/flows', (request, h) => list(app, request, h)),
    manage('POST', '/flows', (request, h) => add(app, request, h)),
    manage('GET', '/flows/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/flows/{id}', (request, h) => change(app, request, h), { payload }),
    manage('POST', '/flows/{id}/removal', (request, h) => remove(app, request, h)),
    manage('POST', '/flows/{id}/restoration', (request, h) => restore(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const removed = Number(request.query['removed']) || undefined
  return page(h, request, 'admin/lines/flows', await flowsPage(app, localeOf(request), removed))
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  const id = await makeFlow(app, actorIn(request), localeOf(request))
  return seeOther(h, `${listPath}/${id}`)
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const stored = await storedFlow(app.db, idIn(request))
  const { name, flow, version } = stored
  return editor(app, request, h, stored, { draft: draftOf(name, flow), version, saved: true })
}

async function change(app: App, request: Request, h: ResponseToolkit) {
  const stored = await storedFlow(app.db, idIn(request))
  const payload = { do: '', before: '', version: '', ...(request.payload as object) }
  const [draft, version] = [readDraft(payload), Number(payload.version)]
  const [, theirs] = /^force:(\d+)$/.exec(payload.do) ?? []
  if (payload.do === 'save' || theirs)
    return save(app, request, h, stored, { draft, version: Number(theirs ?? version) })
  if (payload.do === 'undo')
    return editor(app, request, h, stored, { draft: before(payload.before, draft), version })
  const { removed, ...state } = done(draft, payload.do)
  const name = removed && ('menu' in removed ? removed.menu : removed.key)
  return editor(app, request, h, stored, {
    ...state,
    version,
    ...(name !== undefined && { removed: { name, before: draft } }),
  })
}

async function save(
  app: App,
  request: Request,
  h: ResponseToolkit,
  stored: StoredFlow,
  state: { draft: FlowDraft; version: number },
) {
  try {
    await saveFlow(app, actorIn(request), stored.id, state)
    return seeOther(h, `${listPath}/${stored.id}`, 'common.saved')
  } catch (error) {
    if (error instanceof Conflict)
      return (await editor(app, request, h, stored, { ...state, theirs: stored.version })).code(409)
    if (!(error instanceof Invalid)) throw error
    const faults = Object.fromEntries(error.faults.map(({ field, message }) => [field, message]))
    return (await editor(app, request, h, stored, { ...state, faults })).code(422)
  }
}

async function editor(
  app: App,
  request: Request,
  h: ResponseToolkit,
  stored: StoredFlow,
  state: EditorState,
) {
  return page(h, request, template, await flowPage(app, stored, localeOf(request), state))
}

/** The flow as it was before something was removed. */
function before(posted: string, draft: FlowDraft): FlowDraft {
  try {
    return readDraft(JSON.parse(posted))
  } catch {
    return draft
  }
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await removeFlow(app, actorIn(request), id)
  return seeOther(h, `${listPath}?removed=${id}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreFlow(app, actorIn(request), idIn(request))
  return seeOther(h, listPath, 'lines.restored')
}
