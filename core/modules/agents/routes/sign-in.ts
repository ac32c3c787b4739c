import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  endSession,
  guestOrViewer,
  page,
  parse,
  peerOf,
  safePath,
  seeOther,
  startSession,
  viewerOf,
  wantsJson,
} from '../../../platform/http/index.ts'
import { signOut } from '../service/sessions.ts'
import { signIn, type SignIn, signInWithCode } from '../service/sign-in.ts'

type Credentials = { email: string; password: string; next?: string }
type Code = { ticket: string; code: string; next?: string }

type Values = { next?: string; email?: string; ticket?: string }

const next = joi.string().allow('').max(2000)
const credentials = joi.object<Credentials>({
  email: joi.string().trim().max(200).required(),
  password: joi.string().max(1000).required(),
  next,
})
const secondStep = joi.object<Code>({
  ticket: joi.string().max(100).required(),
  code: joi.string().trim().max(100).required(),
  next,
})

/** In and out. */
export function signInRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'public' as const } }
  return [
    { method: 'GET', path: '/login', options, handler: showLogin },
    { method: 'POST', path: '/login', options, handler: (request, h) => login(app, request, h) },
    { method: 'POST', path: '/login/code', options, handler: (request, h) => loginWithCode(app, request, h) },
    {
      method: 'POST',
      path: '/logout',
      options: { app: { access: 'signed-in' } },
      handler: (request, h) => logout(app, request, h),
    },
  ]
}

function showLogin(request: Request, h: ResponseToolkit) {
  if (guestOrViewer(request)) return seeOther(h, safePath(request.query.next, '/'))
  return page(h, request, 'auth/login', { values: { next: safePath(request.query.next, '/') } })
}

async function login(app: App, request: Request, h: ResponseToolkit) {
  const input = parse(credentials, request.payload)
  const result = await signIn(app, input, peerOf(request))
  return answer(request, h, result, 'auth/login', { email: input.email, next: input.next })
}

async function loginWithCode(app: App, request: Request, h: ResponseToolkit) {
  const input = parse(secondStep, request.payload)
  const result = await signInWithCode(app, input, peerOf(request))
  return answer(request, h, result, 'auth/code', { ticket: input.ticket, next: input.next })
}

function answer(request: Request, h: ResponseToolkit, result: SignIn, template: string, values: Values) {
  if (result.is === 'in') {
    startSession(request, result.token)
    return seeOther(h, safePath(values.next, '/'))
  }
  if (result.is === 'code') return askForCode(request, h, { ticket: result.ticket, next: values.next })
  if (result.is === 'ended') return seeOther(h, '/login', 'auth.code.ended', 'warning')
  return refuse(request, h, result, template, values)
}

/** The ticket stands for a password that was right: it goes into the form, and never into an address. */
async function askForCode(request: Request, h: ResponseToolkit, values: { ticket: string; next?: string }) {
  if (wantsJson(request)) return h.response({ ticket: values.ticket }).code(202)
  return page(h, request, 'auth/code', { values })
}

async function refuse(
  request: Request,
  h: ResponseToolkit,
  result: { is: 'wrong' } | { is: 'slow'; seconds: number },
  template: string,
  values: Values,
) {
  const slow = result.is === 'slow'
  const fault = slow ? 'auth.slow' : template === 'auth/code' ? 'auth.code.wrong' : 'auth.wrong'
  const status = slow ? 429 : 401
  const response = wantsJson(request)
    ? h.response({ error: fault, faults: [] })
    : await page(h, request, template, { values, fault, seconds: slow ? result.seconds : undefined })
  if (slow) response.header('retry-after', String(result.seconds))
  return response.code(status)
}

async function logout(app: App, request: Request, h: ResponseToolkit) {
  await signOut(app, viewerOf(request))
  endSession(request)
  return seeOther(h, '/login')
}
