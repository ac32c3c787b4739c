import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Conflict, Invalid, Unavailable } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  localeOf,
  page,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsJson,
  wantsStream,
} from '../../../platform/http/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { findCallable } from '../pages/customers.ts'
import { phoneScreen } from '../pages/phone.ts'

export const taking = { app: { access: { permission: 'calls.take' } } }

const searched = joi.object<{ q: string }>({ q: joi.string().trim().max(60).allow('').default('') })

/** The agent's own phone, and the search for somebody to call. */
export function phoneRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/phone', options: taking, handler: (request, h) => show(app, request, h) },
    {
      method: 'GET',
      path: '/phone/customers',
      options: taking,
      handler: async (request, h) => {
        const { q } = parse(searched, request.query)
        return page(h, request, 'agent/phone/found', await findCallable(app, viewerOf(request), q))
      },
    },
  ]
}

/** Does something on the phone, and shows it as it is then; what cannot be done is said on it. */
export async function onPhone(
  app: App,
  request: Request,
  h: ResponseToolkit,
  work: () => Promise<unknown>,
): Promise<ResponseObject> {
  try {
    await work()
  } catch (error) {
    const trouble = troubleIn(app, request, error)
    if (trouble === undefined || isForProgram(request)) throw error
    const answer = wantsStream(request) ? refresh : show
    return (await answer(app, request, h, trouble)).code(422)
  }
  if (wantsStream(request)) return refresh(app, request, h)
  return isForProgram(request) ? h.response().code(204) : seeOther(h, '/phone')
}

async function show(app: App, request: Request, h: ResponseToolkit, trouble?: string) {
  return page(h, request, 'agent/phone/index', await phoneScreen(app, viewerOf(request), trouble))
}

async function refresh(app: App, request: Request, h: ResponseToolkit, trouble?: string) {
  return stream(h, request, 'agent/phone/stream', await phoneScreen(app, viewerOf(request), trouble))
}

/** Our own pages take streams, and JSON for refusals. */
function isForProgram(request: Request) {
  return wantsJson(request) && !wantsStream(request)
}

function troubleIn(app: App, request: Request, error: unknown): string | undefined {
  const say = (message: string, values = {}) => wordsOf(app, localeOf(request), message, values)
  if (error instanceof Conflict) return say(error.message, error.values)
  if (error instanceof Unavailable) return say(error.message)
  return error instanceof Invalid ? error.faults.map(({ message }) => say(message)).join(' ') : undefined
}
