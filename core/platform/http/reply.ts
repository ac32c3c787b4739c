import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import { Invalid } from '../../errors.ts'
import { head } from '../events/index.ts'
import { nonceOf } from './csp.ts'
import { alertsOf } from './alerts.ts'
import { readFlash } from './flash.ts'
import { localeOf } from './language.ts'
import { layoutOf } from './layout.ts'
import { menuOf } from './menu.ts'
import { fieldsOf } from './multipart.ts'
import { guestOrViewer, houseOf, wantsJson } from './state.ts'
import { bareLayouts } from './views.ts'

type Context = Record<string, unknown>

/** A form as it came: what was typed, and the fault of each field, `form` being the fault of the whole. */
export type Typed = { values: Record<string, unknown>; faults: Record<string, string> }

/**
 * Answers a page: the view, in the layout that it names, with what every page shows. A request for a Turbo frame gets
 * the view without its layout.
 */
export async function page(
  h: ResponseToolkit,
  request: Request,
  template: string,
  context: Context = {},
): Promise<ResponseObject> {
  const isFrame = request.headers['turbo-frame'] !== undefined
  const shared = await sharedContext(request, h)
  const alerts = isFrame ? [] : await alertsOf(request)
  const layout = isFrame ? {} : await layoutOf(request)
  const partials = isFrame ? bareLayouts(houseOf(request).app) : {}
  const html = await request.render(
    template,
    { ...shared, ...layout, alerts, ...context },
    { runtimeOptions: { partials } },
  )
  return h.response(html).type('text/html').vary('Turbo-Frame')
}

/**
 * Does `work`, and where its input was wrong shows the form again: with `values` and `faults`, and with a context
 * that may be drawn from them. JSON callers get the error itself.
 */
export async function orForm(
  h: ResponseToolkit,
  request: Request,
  form: { template: string; context?: Context | ((typed: Typed) => Context | Promise<Context>) },
  work: () => Promise<ResponseObject>,
): Promise<ResponseObject> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Invalid) || wantsJson(request)) throw error
    const faults = Object.fromEntries(error.faults.map(({ field, message }) => [field || 'form', message]))
    const typed = { values: fieldsOf(request.payload), faults }
    const context = typeof form.context === 'function' ? await form.context(typed) : form.context
    return (await page(h, request, form.template, { ...context, ...typed })).code(422)
  }
}

async function sharedContext(request: Request, h: ResponseToolkit): Promise<Context> {
  const { app, brand } = houseOf(request)
  return {
    locale: localeOf(request),
    locales: app.i18n.locales,
    viewer: guestOrViewer(request),
    nonce: nonceOf(request),
    crumb: request.plugins.crumb,
    brand: await brand(),
    cursor: await head(app.db),
    path: request.path,
    menu: menuOf(request),
    flash: readFlash(request, h),
  }
}
