import type { Request, ServerRoute } from '@hapi/hapi'
import joi, { type ObjectSchema } from 'joi'
import type { App, Viewer } from '../../../module.ts'
import { fieldsOf, idIn, parse, viewerOf } from '../../../platform/http/index.ts'
import { act } from '../verbs/acting.ts'
import { place } from '../verbs/placing.ts'
import { callAgain } from '../verbs/calling-again.ts'
import { recognize } from '../verbs/recognizing.ts'
import { results } from '../result.ts'
import { extendWrapUp, keepNote, longestNote, wrapUp } from '../verbs/wrapping.ts'
import { actionIn } from './action-input.ts'
import { onPhone, taking } from './phone.ts'

type Placed = { personId?: number; identityId?: number; number?: string; lineId?: number }

const id = joi.number().integer().min(1)
const note = joi.string().trim().max(longestNote).allow('')
const placed = joi
  .object<Placed>({
    personId: id,
    identityId: id.empty(''),
    number: joi.string().trim().max(24),
    lineId: id.empty(''),
  })
  .xor('personId', 'number')
const wrapped = joi.object<{ result?: string; note?: string }>({
  result: joi.valid(...results).empty(''),
  note,
})
const noted = joi.object<{ note: string }>({ note: note.required() })
/** Nobody: they are somebody of their own. */
const recognized = joi.object<{ personId?: number }>({ personId: id.empty('') })
const nothing = joi.object<object>({}).unknown()

/** What staff do to calls: place one, everything while it lasts, and what is written down of it. */
export function actingRoutes(app: App): ServerRoute[] {
  return [
    post(app, '/calls', placed, (viewer, { personId, identityId, number = '', lineId }) => {
      const to = personId === undefined ? { number } : { personId, identityId }
      return place(app, { viewer, to, lineId })
    }),
    post(app, '/phone/wrap-up', nothing, (viewer) => extendWrapUp(app, viewer)),
    post(app, '/calls/{id}/wrap-up', wrapped, (viewer, input, call) => wrapUp(app, viewer, call, input)),
    post(app, '/calls/{id}/note', noted, (viewer, input, call) => keepNote(app, viewer, call, input.note)),
    post(app, '/calls/{id}/person', recognized, (viewer, { personId = null }, call) =>
      recognize(app, viewer, call, personId),
    ),
    post(app, '/calls/{id}/again', nothing, (viewer, _, call) => callAgain(app, viewer, call)),
    {
      method: 'POST',
      path: '/calls/{id}/{verb}',
      options: { app: { access: 'signed-in' } },
      handler: (request, h) => onPhone(app, request, h, () => perform(app, request)),
    },
  ]
}

async function perform(app: App, request: Request) {
  const action = actionIn(String(request.params.verb), request.payload)
  await act(app, viewerOf(request), idIn(request), action)
}

/** A form on the phone; `work` gets the call that its address names, where it names one. */
function post<T>(
  app: App,
  path: string,
  schema: ObjectSchema<T>,
  work: (viewer: Viewer, input: T, call: number) => Promise<unknown>,
): ServerRoute {
  return {
    method: 'POST',
    path,
    options: taking,
    handler: (request, h) =>
      onPhone(app, request, h, () => {
        const { crumb: _, ...fields } = fieldsOf(request.payload)
        const call = request.params.id === undefined ? 0 : idIn(request)
        return work(viewerOf(request), parse(schema, fields), call)
      }),
  }
}
