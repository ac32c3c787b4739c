import { type Boom, isBoom } from '@hapi/boom'
import type { Lifecycle, Request, ResponseToolkit, Server } from '@hapi/hapi'
import { Conflict, Invalid, Unavailable } from '../../errors.ts'
import { wordsOf } from '../i18n/index.ts'
import { seeOther } from './flash.ts'
import { localeOf } from './language.ts'
import { page } from './reply.ts'
import { pageOfForm } from './sent-form.ts'
import { houseOf, wantsJson } from './state.ts'

/** Turns what was thrown into a page, or JSON for those who ask for it: what went wrong, never how it looks inside. */
export function useErrorPages(server: Server): void {
  server.ext('onPreResponse', async (request, h) => {
    const thrown = request.response
    if (!isBoom(thrown)) return h.continue
    return answer(request, h, thrown).catch((error: Error) => {
      logFailure(request, error, 500)
      throw error
    })
  })
}

async function answer(request: Request, h: ResponseToolkit, error: Boom): Promise<Lifecycle.ReturnValue> {
  const status = statusOf(error)
  if (status >= 500) logFailure(request, error, status)
  if (status === 401 && !wantsJson(request)) return toSignIn(request, h)
  const form = status === 404 && !wantsJson(request) ? pageOfForm(request) : undefined
  if (form) return seeOther(h, form)
  const body = { ...bodyOf(request, error, status), request: request.info.id }
  const response = wantsJson(request)
    ? h.response({ error: body.text, faults: body.faults, request: body.request })
    : await page(h, request, 'errors/error', body)
  for (const [name, value] of Object.entries(error.output.headers)) response.header(name, String(value))
  if (error instanceof Unavailable) response.header('retry-after', String(error.retryAfter))
  return response.code(status)
}

/** The five errors of core/errors.ts carry their status; hapi's own have it in `output`. */
function statusOf(error: Boom & { status?: unknown }): number {
  return typeof error.status === 'number' ? error.status : error.output.statusCode
}

const pages = new Set([400, 401, 403, 404, 409, 413, 415, 429, 500, 503])

function bodyOf(request: Request, error: Error, status: number) {
  const { i18n } = houseOf(request).app
  const locale = localeOf(request)
  const t = (key: string, values?: object) => i18n.t(locale, key, values)
  const known = pages.has(status) ? status : status < 500 ? 400 : 500
  const faults = error instanceof Invalid ? error.faults : []
  return {
    status,
    title: t(`errors.${known}.title`),
    text: isKey(error.message)
      ? t(error.message, error instanceof Conflict ? error.values : {})
      : t(`errors.${known}.text`),
    faults: faults.map(({ field, message }) => ({ field, message: wordsOf({ i18n }, locale, message) })),
  }
}

/** Only what was written as a translation key is for callers to read; other messages are for the log. */
function isKey(message: string) {
  return /^[a-z][\w-]*(\.[\w-]+)+$/.test(message)
}

function toSignIn(request: Request, h: ResponseToolkit) {
  const back =
    request.method === 'get' ? `?next=${encodeURIComponent(request.url.pathname + request.url.search)}` : ''
  return h.redirect(`/login${back}`).code(303)
}

function logFailure(request: Request, err: Error, status: number) {
  const where = { request: request.info.id, method: request.method, route: request.route.path, status }
  houseOf(request).app.log.error({ err, ...where }, 'http.failed')
}
