import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { browserLocale, discreet, fieldsOf, page, seeOther, wantsJson } from '../../../platform/http/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { isWant } from '../link.ts'
import { codePage, linkPage, overPage } from '../pages/customer.ts'
import { take } from '../taking.ts'
import { noteOpened, redeemCode } from '../using.ts'
import { guarded, linkOf } from './guard.ts'
import { givenIn } from './input.ts'

/** Pages of customers: nobody signs in, and the secret in the address is all there is to steal. */
export function customerRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'public' as const, crossSite: true as const } }
  const most = 48 * 1024 * 1024
  const payload = { maxBytes: most, multipart: { output: 'annotated' as const }, timeout: 120_000 }
  const onePath = '/s/{token}'
  const over = (request: Request, h: ResponseToolkit) => gone(app, request, h)
  return [
    { method: 'GET', path: '/s', options, handler: (request, h) => showCode(app, request, h) },
    {
      method: 'POST',
      path: '/s',
      options: guarded(app, 'code', options),
      handler: (request, h) => enterCode(app, request, h),
    },
    {
      method: 'GET',
      path: onePath,
      options: guarded(app, 'look', options, over),
      handler: (request, h) => show(app, request, h),
    },
    {
      method: 'POST',
      path: `${onePath}/opening`,
      options: guarded(app, 'look', options, over),
      handler: (request, h) => opened(app, request, h),
    },
    {
      method: 'POST',
      path: onePath,
      options: guarded(app, 'send', { ...options, payload }, over),
      handler: (request, h) => sent(app, request, h),
    },
  ]
}

async function showCode(app: App, request: Request, h: ResponseToolkit, fault?: string) {
  return answered(
    await page(h, request, 'visitor/sidelink/code', codePage(app, browserLocale(request), fault)),
  )
}

async function enterCode(app: App, request: Request, h: ResponseToolkit) {
  const { code = '' } = fieldsOf(request.payload)
  const token = await redeemCode(app, String(code).replace(/\D/g, ''))
  if (token) return answered(seeOther(h, `/s/${token}`))
  return (await showCode(app, request, h, 'sidelinks.refused.code')).code(422)
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const link = linkOf(request)
  const { sent: just } = request.query
  const context = await linkPage(app, link, browserLocale(request), { token: tokenIn(request), just })
  return answered(await page(h, request, 'visitor/sidelink/index', context))
}

async function opened(app: App, request: Request, h: ResponseToolkit) {
  const link = linkOf(request)
  await noteOpened(app, link)
  return answered(h.response().code(204))
}

/** The page again with what was wrong, or thanks; scripts get it in JSON. */
async function sent(app: App, request: Request, h: ResponseToolkit) {
  const link = linkOf(request)
  const locale = browserLocale(request)
  const token = tokenIn(request)
  try {
    const given = givenIn(request.payload)
    await take(app, link, given)
    return answered(
      wantsJson(request) ? h.response().code(204) : seeOther(h, `/s/${token}?sent=${given.want}`),
    )
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const [fault] = error.faults
    const refusal = { field: fault?.field ?? '', text: wordsOf(app, locale, fault?.message ?? '') }
    if (wantsJson(request)) return answered(h.response(refusal).code(422))
    const want = wantOf(request.payload)
    const context = await linkPage(app, link, locale, { token, refusal: { ...refusal, want } })
    return answered(await page(h, request, 'visitor/sidelink/index', context)).code(422)
  }
}

function tokenIn(request: Request): string {
  return String(request.params['token'] ?? '')
}

function wantOf(payload: unknown): string {
  const want = Object(payload).want
  const text = String(Object(want).payload ?? want ?? '')
  return isWant(text) ? text : ''
}

async function gone(app: App, request: Request, h: ResponseToolkit) {
  if (wantsJson(request)) {
    const text = app.i18n.t(browserLocale(request), 'sidelinks.over.title')
    return answered(h.response({ field: '', text }).code(410))
  }
  return answered(await page(h, request, 'visitor/sidelink/over', overPage(browserLocale(request)))).code(410)
}

/** Every answer tells nobody of its address, and lets the page use what the customer may send from, and nothing else. */
function answered<T extends { header: (name: string, value: string) => unknown }>(response: T): T {
  const devices = 'camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()'
  response.header('permissions-policy', devices)
  return discreet(response)
}
