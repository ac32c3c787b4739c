import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi, { type ObjectSchema } from 'joi'
import type { App, Viewer } from '../../module.ts'
import {
  fieldsOf,
  idIn,
  page,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsJson,
  wantsStream,
} from '../../platform/http/index.ts'
import { finish, note, postpone, reopen, take } from './doing.ts'
import { owedNow, tasksScreen } from './screen.ts'
import { type View, views } from './store/list.ts'
import { type Result, results } from './task.ts'

const options = { app: { access: { permission: 'calls.take' } } }
const onePath = '/tasks/{id}'

type Deed<T> = (viewer: Viewer, id: number, input: T) => Promise<void>
/** `text`: what is said of it; `undo`: the address that takes it back, for what was sent. */
type Said<T> = { text: string; undo?: (id: number, input: T) => string }

const nothing = joi.object<object>({})
const done = joi.object<{ result: Result }>({ result: joi.valid(...results).required() })
const later = joi.object<{ until: string; was?: string }>({
  until: joi.string().isoDate().required(),
  was: joi.string().isoDate().allow(''),
})
const before = joi.object<{ was: string }>({ was: joi.string().isoDate().required() })
const noted = joi.object<{ note: string }>({ note: joi.string().max(2000).allow('').required() })

/** What is owed to customers, and what staff do about it. */
export function taskRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/tasks', options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: '/tasks/count', options, handler: (request, h) => count(app, request, h) },
    deed(app, 'completion', done, (viewer, id, { result }) => finish(app, viewer, id, result), {
      text: 'tasks.done.finished',
      undo: (id) => `/tasks/${id}/completion/removal`,
    }),
    deed(app, 'completion/removal', nothing, (viewer, id) => reopen(app, viewer, id), {
      text: 'tasks.done.reopened',
    }),
    deed(app, 'postponement', later, (viewer, id, { until }) => postpone(app, viewer, id, until), {
      text: 'tasks.done.postponed',
      undo: (id, { was }) => (was ? `/tasks/${id}/postponement/removal?was=${was}` : ''),
    }),
    deed(app, 'postponement/removal', before, (viewer, id, { was }) => postpone(app, viewer, id, was), {
      text: 'tasks.done.restored',
    }),
    deed(app, 'holder', nothing, (viewer, id) => take(app, viewer, id), {
      text: 'tasks.done.taken',
      undo: (id) => `/tasks/${id}/holder/removal`,
    }),
    deed(app, 'holder/removal', nothing, (viewer, id) => take(app, viewer, id, true), {
      text: 'tasks.done.given-back',
    }),
    deed(app, 'note', noted, (viewer, id, input) => note(app, viewer, id, input.note), {
      text: 'tasks.done.noted',
    }),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(
    h,
    request,
    'agent/tasks/index',
    await tasksScreen(app, viewerOf(request), viewIn(request.query)),
  )
}

async function count(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'agent/tasks/count', { owed: await owedNow(app, viewerOf(request)) })
}

/** `view` is the list that the deed was done on, to be drawn again. */
function deed<T>(app: App, name: string, schema: ObjectSchema<T>, work: Deed<T>, said: Said<T>): ServerRoute {
  return {
    method: 'POST',
    path: `${onePath}/${name}`,
    options,
    async handler(request, h) {
      const viewer = viewerOf(request)
      const id = idIn(request)
      const { view, ...fields } = { ...fieldsOf(request.payload), ...request.query }
      const input = parse(schema, fields)
      await work(viewer, id, input)
      const back = viewIn({ view })
      if (wantsStream(request)) {
        const undo = said.undo?.(id, input)
        const screen = await tasksScreen(app, viewer, back)
        return stream(h, request, 'agent/tasks/stream', { ...screen, text: said.text, undo, viewer })
      }
      return wantsJson(request) ? h.response().code(204) : seeOther(h, `/tasks?view=${back}`, said.text)
    },
  }
}

function viewIn({ view }: { view?: unknown }): View {
  return views.find((each) => each === view) ?? 'all'
}
